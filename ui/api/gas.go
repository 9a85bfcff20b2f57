package api

// Roomy is a gas limit for what is estimated to take so much: nodes estimate at the last block's time, and what is earned by
// the next one may fill fresh slots. What is not used is not paid. The senders of contracts/chain leave as much.
func Roomy(gas uint64) uint64 { return gas + gas/2 + 60_000 }
