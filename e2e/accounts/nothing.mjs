// In the place of what only Node or MetaMask's own background has, and nothing here calls.
export const promisify = (f) => f;
export const resolve = String;
export const KeyringTypes = {};
export default {};
