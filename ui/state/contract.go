package state

import (
	"berth/shared/eth"
	"berth/ui/js"
)

// contractStore is where it is kept which account is a contract, as it logged in: one that is not deployed yet has no code to tell it by.
const contractStore = "berth.contract"

// keyLength is that of a key's signature; contracts' are of any length, and longer before they are deployed (ERC-6492).
const keyLength = 65

// noteSigner keeps what a log-in tells of an account.
func noteSigner(account eth.Address, signature eth.Bytes) {
	switch {
	case len(signature) != keyLength:
		js.Local.Set(contractStore, account)
	case LoggedInAsContract(account):
		js.Local.Del(contractStore)
	}
}

// LoggedInAsContract reports whether an account has logged in by a signature that no key gives.
func LoggedInAsContract(account eth.Address) bool {
	var kept eth.Address
	js.Local.Get(contractStore, &kept)
	return !account.IsZero() && kept == account
}
