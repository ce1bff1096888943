import type { Explanation } from "./diagnostic.js";

/** What is wrong inside a tool's input or output schema. */
export const SCHEMA_CODES = {
  SCHEMA_ROOT_TYPE: {
    severity: "error",
    title: "an input schema does not describe an object",
    why: 'A tool\'s input is always an object; the API requires `"type": "object"` at the root of the schema.',
    fix: "Describe an object, with what there was as one of its properties.",
    example: '{ "type": "object", "properties": { "items": { "type": "array" } } }',
  },
  SCHEMA_ROOT_TYPE_ADDED: {
    severity: "warning",
    title: 'an input schema lacks `"type": "object"`, which was added',
    why: "The API requires it at the root. A tool's input is always an object, so adding it changes nothing else.",
    fix: 'Write `"type": "object"` at the root of the schema.',
    example: '{ "type": "object", "properties": { … } }',
  },
  SCHEMA_ROOT_COMBINATOR: {
    severity: "warning",
    title: "a combinator at the root of an input schema is folded in what is sent",
    why:
      "The API refuses `oneOf`, `anyOf` and `allOf` at the root of an input schema. They stay in the types, in the " +
      "batch tool and in the check of the arguments. The tool sent on its own has one object in their place: the " +
      "parameters of all branches, of which those are required that every branch requires.",
    fix: "Say in the description which combinations are allowed, or put the alternatives into a property.",
    example: '{ "type": "object", "properties": { "target": { "anyOf": [ … ] } } }',
  },
  SCHEMA_DIALECT_UNKNOWN: {
    severity: "warning",
    title: "`$schema` names a dialect that batchgen does not know",
    why:
      "Drafts 04, 06, 07, 2019-09 and 2020-12 are known. This one is read as 2020-12, which the API does as well; " +
      "nothing is fetched.",
    fix: "Remove `$schema`, or name the draft that the schema is written in.",
    example: '{ "$schema": "https://json-schema.org/draft/2020-12/schema" }',
  },
  SCHEMA_NOT_A_SCHEMA: {
    severity: "error",
    title: "something else stands where a schema belongs",
    why: "A schema is an object, `true` or `false`. The API refuses anything else.",
    fix: "Write `{}` for anything at all, or the schema that was meant.",
    example: '{ "properties": { "a": {} } }        not: { "properties": { "a": null } }',
  },
  SCHEMA_TYPE_UNKNOWN: {
    severity: "error",
    title: "`type` is no type of JSON Schema",
    why:
      "There are seven, in lower case: string, number, integer, boolean, object, array, null. The API refuses any " +
      "other.",
    fix: "Use one of the seven; leave `type` out where any value will do.",
    example: '{ "type": "boolean" }        not: { "type": "bool" }',
  },
  SCHEMA_KEYWORD_VALUE: {
    severity: "error",
    title: "a keyword of a schema has a value that it cannot have",
    why: "The API checks schemas against draft 2020-12 and refuses the whole request (`JSON schema is invalid`).",
    fix: "Give the keyword a value of the kind named in the message, or leave it out.",
    example: '{ "required": ["city"] }        not: { "required": true }',
  },
  SCHEMA_KEYWORD_MISSPELT: {
    severity: "warning",
    title: "a keyword does not exist and looks like one that does",
    why: "JSON Schema passes over keywords that it does not know, so what this one was to say is not said to anybody.",
    fix: "Correct its spelling, or remove it.",
    example: '{ "type": "object" }        not: { "types": "object" }',
  },
  SCHEMA_INVALID: {
    severity: "error",
    title: "a schema is not valid in draft 2020-12",
    why: "The API checks schemas against draft 2020-12 and refuses the whole request (`JSON schema is invalid`).",
    fix: "Correct the place shown.",
    example: '{ "type": "array", "items": { "type": "string" } }',
  },
  PARAMETERS_MISPLACED: {
    severity: "error",
    title: "parameters stand where Claude does not see them",
    why:
      "JSON Schema passes over keywords that it does not know. Under such a keyword parameters are described to " +
      "nobody and checked by nobody: the schema reads as an object without any.",
    fix: "Put them under `properties` of the input schema; take a schema out of the wrapper around it.",
    example:
      '{ "type": "object", "properties": { "city": { "type": "string" } } }        not: { "city": { "type": "string" } }',
  },
  PARAMETERS_MISPLACED_BELOW: {
    severity: "warning",
    title: "a schema stands under a keyword that does not exist",
    why:
      "JSON Schema passes over keywords that it does not know, so what stands there is described to nobody and " +
      "checked by nobody.",
    fix: "Put it under `properties` or `items`; a keyword of your own starts with `x-`.",
    example:
      '{ "type": "object", "properties": { "street": { "type": "string" } } }        not: { "type": "object", "street": { "type": "string" } }',
  },
  SCHEMA_NULL_KEYWORD: {
    severity: "warning",
    title: "a keyword that is null was left out",
    why:
      "Serializers print null for what is not set. The API refuses a schema with it: leaving a keyword out is how " +
      "JSON Schema says nothing.",
    fix: 'Remove the keyword. A value that must be null has `"type": "null"`.',
    example: '{ "type": "string" }        not: { "type": "string", "enum": null }',
  },
  SCHEMA_EXCLUSIVE_BOOLEAN: {
    severity: "warning",
    title: "`exclusiveMinimum` or `exclusiveMaximum` is true or false",
    why:
      "Draft 04 and OpenAPI 3.0 write them so, beside `minimum` or `maximum`. Draft 2020-12, which the API checks " +
      "by, has the limit itself there; it was rewritten so.",
    fix: "Write the limit as a number, and leave `minimum` out.",
    example: '{ "exclusiveMinimum": 0 }        not: { "minimum": 0, "exclusiveMinimum": true }',
  },
  SCHEMA_ENUM_EMPTY: {
    severity: "warning",
    title: "an enum without values",
    why: "No value is one of none, so nothing can be valid there. It is sent and checked as the schema `false`.",
    fix: "List the values, or leave `enum` out where any value will do.",
    example: '{ "enum": ["celsius", "fahrenheit"] }        not: { "enum": [] }',
  },
  SCHEMA_ENUM_OF_ITEMS: {
    severity: "warning",
    title: 'an enum beside `"type": "array"` was moved to the items',
    why:
      "An enum lists whole values, and no array equals a string or a number. As it stands every call would be " +
      "refused.",
    fix: "Move the enum into `items`.",
    example: '{ "type": "array", "items": { "enum": ["a", "b"] } }        not: { "type": "array", "enum": ["a", "b"] }',
  },
  SCHEMA_NULL_OUTSIDE_ENUM: {
    severity: "warning",
    title: "`type` allows null and the enum beside it does not",
    why: "A value must fit both, so null can never be given. It is checked as it is written.",
    fix: "Add null to the enum where it is meant; otherwise take it out of `type`.",
    example: '{ "type": ["string", "null"], "enum": ["a", "b", null] }',
  },
  SCHEMA_TYPE_MISSING: {
    severity: "warning",
    title: "a schema describes properties and does not say that its value is an object",
    why:
      'By JSON Schema `properties` and `required` say nothing about a string or a number, so without `"type": ' +
      '"object"` any of them is valid there.',
    fix: 'Add `"type": "object"`.',
    example: '{ "type": "object", "properties": { "a": { "type": "string" } } }',
  },
  SCHEMA_ONE_OF_OVERLAP: {
    severity: "warning",
    title: "`oneOf` of an integer and a number refuses every integer",
    why: "`oneOf` takes what exactly one of its schemas takes, and an integer is a number as well.",
    fix: 'Write `"type": "number"`, or `anyOf` in the place of `oneOf`.',
    example: '{ "type": "number" }        not: { "oneOf": [{ "type": "integer" }, { "type": "number" }] }',
  },
  SCHEMA_PATTERN_DROPPED: {
    severity: "warning",
    title: "a pattern that JavaScript cannot compile was left out",
    why:
      "Patterns are JavaScript's regular expressions in Unicode mode (ECMA-262). One of another language cannot be " +
      "checked, and would fail every call of the tool.",
    fix: "Write it for JavaScript; what it was to say belongs into the description otherwise.",
    example: '{ "pattern": "^a$" }        not: { "pattern": "\\\\Aa\\\\Z" }',
  },
  SCHEMA_PATTERN_SLOW: {
    severity: "warning",
    title: "a pattern can block the process",
    why:
      "JavaScript tries every way in which a pattern can match. Where a string can be matched in very many ways " +
      "and does not fit in the end, a few dozen characters take minutes, in which nothing else runs. batchgen " +
      "lists such a pattern in the emitted definition and does not match long texts against it: a call with one is " +
      "refused, and Claude is told that the schema is the reason.",
    fix:
      "Write the pattern so that it can match a string in one way only, without a repeated group that holds a " +
      "repetition of its own.",
    example: '{ "pattern": "^a+(?:,a+)*$" }        not: { "pattern": "^(a+,?)+$" }',
  },
  SCHEMA_NULLABLE: {
    severity: "warning",
    title: "`nullable` is no keyword of JSON Schema",
    why: "It comes from OpenAPI 3.0. It was rewritten to allow null where it says true.",
    fix: 'Write `"type": ["string", "null"]` instead.',
    example: '{ "type": ["string", "null"] }        not: { "type": "string", "nullable": true }',
  },
  SCHEMA_REPEATED_VALUE: {
    severity: "warning",
    title: "a value stands twice in a list, and was taken once",
    why:
      "Draft 2020-12 requires the entries of `required` to differ, and the API refuses a schema where they do not; " +
      "in `enum` they say nothing new.",
    fix: "Remove the second one.",
    example: '{ "required": ["city"] }        not: { "required": ["city", "city"] }',
  },
  SCHEMA_REQUIRED_UNKNOWN: {
    severity: "warning",
    title: "`required` names a property that is not described",
    why:
      "Claude must give it and is told nothing about it; where `additionalProperties` is false, no input can be " +
      "valid at all. Most often a property was renamed.",
    fix: "Describe it under `properties`, or take it out of `required`.",
    example: '{ "properties": { "city": { "type": "string" } }, "required": ["city"] }',
  },
  SCHEMA_DEFAULT_INVALID: {
    severity: "warning",
    title: "a default is not a value that its schema allows",
    why: "Claude is told to expect it and may send it, and it would be refused.",
    fix: "Correct the default, or allow it in the schema.",
    example: '{ "type": "integer", "default": 10 }        not: { "type": "integer", "default": "10" }',
  },
  SCHEMA_ENUM_UNMATCHED: {
    severity: "warning",
    title: "no value of an enum fits the type beside it",
    why: "No input can be valid: whatever is of the type is not in the list.",
    fix: "Correct `type`, or the values.",
    example: '{ "type": "integer", "enum": [1, 2] }        not: { "type": "integer", "enum": ["1", "2"] }',
  },
  PROPERTY_KEY_REFUSED: {
    severity: "error",
    title: "a property has a name that the API refuses",
    why: "The API takes property names that match `^[a-zA-Z0-9_.-]{1,64}$`; one other name fails the whole request.",
    fix: "Rename the property and translate the name in the handler.",
    example: '{ "properties": { "filter": { … } } }        not: { "properties": { "$filter": { … } } }',
  },
  PROPERTY_KEY_BROKEN: {
    severity: "error",
    title: "a property's name holds half a character",
    why: "Half of a surrogate pair is no text: it cannot be written as UTF-8, and validators fail on it.",
    fix: "Write the whole character, or leave it out.",
    example: '{ "\\ud83c\\udf24": … }        not: { "\\ud83c": … }',
  },
  PROPERTY_KEY_UNCHECKED: {
    severity: "warning",
    title: "a property called `__proto__` is never checked",
    why:
      "JavaScript gives this name a meaning of its own, and validators pass over it; code that copies objects " +
      "loses it.",
    fix: "Rename the property.",
    example: '{ "properties": { "prototype_of": { … } } }',
  },
  REF_EXTERNAL: {
    severity: "error",
    title: "a reference leads out of the schema",
    why:
      "batchgen reads no file and no address that a schema names: it works without a network, and a definition " +
      "must not make it read your disk. The API does not follow such references, either.",
    fix: "Copy what it refers to under `$defs` of this schema and refer to that.",
    example: '{ "$ref": "#/$defs/Address", "$defs": { "Address": { … } } }',
  },
  REF_MISSING: {
    severity: "error",
    title: "a reference leads nowhere",
    why: "There is no schema at the place that it names.",
    fix: "Correct the reference, or add what it refers to under `$defs`.",
    example: '{ "$ref": "#/$defs/Address" }  with  { "$defs": { "Address": { … } } }',
  },
  REF_LOOP: {
    severity: "error",
    title: "a reference leads back to itself",
    why:
      "To check a value against it, the same value would have to be checked against it first, without end. A " +
      "schema may contain itself only inside a property or an item.",
    fix: "Remove the reference, or put it under `properties` or `items`.",
    example: '{ "$defs": { "Tree": { "properties": { "children": { "items": { "$ref": "#/$defs/Tree" } } } } } }',
  },
  REF_CHAIN: {
    severity: "error",
    title: "a chain of references is too long",
    why:
      "To check one value, validators and compilers go along the whole chain, and run out of stack beyond some " +
      "thousand steps. No real tool comes near.",
    fix: "Refer to the last schema of the chain directly.",
    example: '{ "$ref": "#/$defs/city" }        not: a thousand definitions that each only refer to the next one',
  },
  REF_DYNAMIC: {
    severity: "error",
    title: "a `$dynamicRef` or `$recursiveRef` cannot be resolved",
    why:
      "batchgen resolves it where its anchor stands exactly once in the schema. Otherwise its meaning depends on " +
      "the way that led there, which TypeScript cannot express.",
    fix: "Write a `$ref` to what is meant.",
    example: '{ "$ref": "#/$defs/node" }        not: { "$dynamicRef": "#node" }',
  },
} as const satisfies Record<string, Explanation>;
