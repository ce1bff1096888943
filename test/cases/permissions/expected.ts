/** The input of `permissions_grant`. */
export type PermissionsGrantInput = { user: string } & (
  | { read: 0 }
  | { read: 1 }
  | { read: 2 }
  | { read: 3 }
  | { read: 4 }
  | { read: 5 }
  | { read: 6 }
  | { read: 7 }
  | { read: 8 }
  | { read: 9 }
  | { read: 10 }
  | { read: 11 }
  | { read: 12 }
  | { read: 13 }
  | { read: 14 }
  | { read: 15 }
  | { read: 16 }
  | { read: 17 }
  | { read: 18 }
  | { read: 19 }
  | { read: 20 }
  | { read: 21 }
  | { read: 22 }
  | { read: 23 }
  | { read: 24 }
  | { read: 25 }
  | { read: 26 }
  | { read: 27 }
  | { read: 28 }
  | { read: 29 }
  | { read: 30 }
  | { read: 31 }
);
