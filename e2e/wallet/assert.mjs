// The one of node:assert/strict that is called.
export default { equal(a, b) { if (a !== b) throw new Error(`${a} is not ${b}`); } };
