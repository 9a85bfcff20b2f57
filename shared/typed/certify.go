package typed

import (
	"time"

	"berth/shared/eth"
)

// ChallengeLife is how far from now a challenge's time may be, for a gateway to answer it and for a verifier to take the answer.
const ChallengeLife = 2 * time.Minute

// Challenge is what a gateway signs to show that it holds the operator key now: a nonce of who asks, and itself. It opens
// nothing and promises nothing.
type Challenge struct {
	Gateway  string      `json:"gateway"` // the gateway's own host, in the one form of berth/shared/endpoint
	Node     eth.Address `json:"node"`
	Verifier eth.Address `json:"verifier"` // who asks; zero: nobody in particular
	Nonce    eth.Hash    `json:"nonce"`    // random, of who asks
	At       time.Time   `json:"at"`       // the gateway's clock
}

// Data is the message to be signed.
func (c Challenge) Data(d Domain) Data {
	return d.data("Challenge", map[string][]Field{"Challenge": {
		{"gateway", "string"}, {"node", "address"}, {"verifier", "address"}, {"nonce", "bytes32"}, {"at", "uint64"},
	}}, map[string]any{
		"gateway": c.Gateway, "node": c.Node.String(), "verifier": c.Verifier.String(), "nonce": c.Nonce.String(), "at": unix(c.At),
	})
}

// Evidence is what a verifier signs of a check that it made.
type Evidence struct {
	Node     eth.Address
	Verifier eth.Address
	Check    string
	Passed   bool
	At       time.Time
	Body     eth.Hash // SHA-256 of what was found, as it is published
}

// Data is the message to be signed.
func (e Evidence) Data(d Domain) Data {
	return d.data("Evidence", map[string][]Field{"Evidence": {
		{"node", "address"}, {"verifier", "address"}, {"check", "string"}, {"passed", "bool"}, {"at", "uint64"}, {"body", "bytes32"},
	}}, map[string]any{
		"node": e.Node.String(), "verifier": e.Verifier.String(), "check": e.Check, "passed": e.Passed, "at": unix(e.At), "body": e.Body.String(),
	})
}
