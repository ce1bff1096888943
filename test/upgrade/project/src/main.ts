import { useConversation } from "./conversation.js";
import { useDispatcher } from "./dispatcher.js";
import { useLibrary } from "./library.js";

await useDispatcher();
await useConversation();
await useLibrary();
console.log("as with 0.1.0");
