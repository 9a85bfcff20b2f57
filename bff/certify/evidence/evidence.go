// Package evidence has what a check of a node comes to, as it is published: a document that names who checked and carries all
// that is needed to check it again, signed (EIP-712). Documents of several verifiers are merged by a list of those who are
// trusted. Nothing here asks anybody: whoever has a document and a chain's addresses can verify it.
package evidence

import (
	"crypto/ecdsa"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/ethereum/go-ethereum/crypto"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
	"berth/shared/server/capacity"
	"berth/shared/server/eip712"
	"berth/shared/typed"
	"berth/shared/wire"
)

// The checks.
const (
	Key      = "key"      // the gateway holds the operator key
	Place    = "place"    // its address is the internet's, its own, and has valid TLS
	Capacity = "capacity" // the machine has what it claims
	Shop     = "shop"     // an order is served as any user's
	Apart    = "apart"    // two nodes do not share what they claim
)

// MaxBody is the most bytes of a document's body.
const MaxBody = 2 << 20

// ErrInvalid is a document that shows nothing.
var ErrInvalid = errors.New("the evidence does not hold")

// Step is one thing that was done, and how long it took by the verifier's clock.
type Step struct {
	Name   string `json:"name"`
	OK     bool   `json:"ok"`
	Millis int64  `json:"ms"`
	Says   string `json:"says,omitempty"`
}

// Body is what was found.
type Body struct {
	Version  int         `json:"version"` // of this form: 1
	ChainID  uint64      `json:"chainId"`
	Market   eth.Address `json:"market"`
	Endpoint string      `json:"endpoint"` // as the registry had it
	Operator eth.Address `json:"operator"` // as the registry had it
	Demo     bool        `json:"demo,omitempty"`
	Why      string      `json:"why,omitempty"` // it was not passed
	Steps    []Step      `json:"steps,omitempty"`

	Answer *wire.ChallengeAnswer `json:"answer,omitempty"` // of key
	Nonce  eth.Hash              `json:"nonce,omitzero"`   // that it answers

	Addresses []AddressFound `json:"addresses,omitempty"` // of place
	Capacity  *CapacityFound `json:"capacity,omitempty"`
	Shop      *ShopFound     `json:"shop,omitempty"`
	Apart     *ApartFound    `json:"apart,omitempty"`
}

// AddressFound is one of an endpoint's addresses.
type AddressFound struct {
	Address  string      `json:"address"`
	Public   bool        `json:"public"`
	TLS      string      `json:"tls,omitempty"` // version
	Names    []string    `json:"names,omitempty"`
	Issuer   string      `json:"issuer,omitempty"`
	NotAfter time.Time   `json:"notAfter,omitzero"`
	Sum      eth.Hash    `json:"sum,omitzero"` // SHA-256 of the certificate
	Signed   bool        `json:"signed"`       // the operator key answers there
	Shared   eth.Address `json:"shared,omitzero"`
	Why      string      `json:"why,omitempty"`
}

// TableFound is a table of package capacity, and what was opened of it.
type TableFound struct {
	capacity.Params
	Nonce   eth.Hash           `json:"nonce"`   // of the seed
	Samples eth.Hash           `json:"samples"` // nonce that chose them, made once the root was there
	Count   int                `json:"count"`
	Root    eth.Hash           `json:"root"`
	Proof   []capacity.Opening `json:"proof,omitempty"`

	FillMillis int64 `json:"fillMs"`
	KeepMillis int64 `json:"keepMs,omitempty"` // until it was on the disk
	OpenMillis int64 `json:"openMs"`
	OpenLimit  int64 `json:"openLimitMs"`
}

// CapacityFound is what was measured of a rented part of a machine.
type CapacityFound struct {
	Order   order.ID           `json:"orderId"`
	Claimed resource.Resources `json:"claimed"`               // what the order bought
	Not     []string           `json:"notMeasured,omitempty"` // what the node sells besides, of which this says nothing, in plain English
	At      time.Time          `json:"at"`                    // in the seeds

	Alone TableFound `json:"alone"` // one lane, then moved to the disk
	All   TableFound `json:"all"`   // a lane for each core, in all the memory, while disk and network worked

	Cores     int   `json:"coresMilli"`  // that worked at once, in thousandths of one that works alone
	Speed     int64 `json:"speedMiBs"`   // of one core alone
	DiskSpeed int64 `json:"diskMiBs"`    // written once more, to the disk itself, at the same time
	Up        int64 `json:"upKiBs"`      // sent to the service at the same time
	Down      int64 `json:"downKiBs"`    // got from it at the same time
	RoundTrip int64 `json:"roundTripMs"` // of an empty request
}

// ShopFound is an order of the verifier's.
type ShopFound struct {
	Order order.ID      `json:"orderId"`
	User  eth.Address   `json:"user"` // the wallet that was made for it
	Token eth.Address   `json:"token"`
	Paid  amount.Amount `json:"paid"` // what the node earned by it
	Image string        `json:"image"`
	Page  eth.Hash      `json:"page,omitzero"` // SHA-256 of what was served
}

// ApartFound is what two nodes did at once, against each alone.
type ApartFound struct {
	Other  eth.Address `json:"other"`
	Rounds []Round     `json:"rounds"`
	Ratio  int         `json:"ratioPercent"` // the middle one: time at once by time alone
}

// Round is one of several: the same work by each node alone, and by both at once, in milliseconds.
type Round struct {
	Alone      int64 `json:"alone"`
	OtherAlone int64 `json:"otherAlone"`
	Both       int64 `json:"both"`
	OtherBoth  int64 `json:"otherBoth"`
}

// Ratio is the time at once by the time alone of both together, in percent.
func (r Round) Ratio() int {
	return int((r.Both + r.OtherBoth) * 100 / max(r.Alone+r.OtherAlone, 1))
}

// Sign makes a document out of what was found.
func Sign(key *ecdsa.PrivateKey, d typed.Domain, node eth.Address, check string, passed bool, at time.Time, b Body) (wire.EvidenceDocument, error) {
	b.Version, b.ChainID, b.Market = 1, d.ChainID, d.Contract
	raw, err := json.Marshal(b)
	if err != nil {
		return wire.EvidenceDocument{}, fmt.Errorf("evidence: %w", err)
	}
	e := wire.EvidenceDocument{
		Node: node, Verifier: eth.Address(crypto.PubkeyToAddress(key.PublicKey)), Check: check, Passed: passed,
		At: at.UTC().Truncate(time.Second), Body: string(raw),
	}
	h, err := digest(d, e)
	if err != nil {
		return e, err
	}
	e.ID = hex.EncodeToString(h[:])
	e.Signature, err = eip712.SignHash(key, h)
	return e, err
}

// digest is what is signed. The document's ID is its hex.
func digest(d typed.Domain, e wire.EvidenceDocument) (eth.Hash, error) {
	return eip712.Hash(typed.Evidence{
		Node: e.Node, Verifier: e.Verifier, Check: e.Check, Passed: e.Passed, At: e.At, Body: sha256.Sum256([]byte(e.Body)),
	}.Data(d))
}

// Read reports whether a document is its verifier's word, about this chain, and gives what it says. Errors wrap ErrInvalid.
func Read(d typed.Domain, e wire.EvidenceDocument) (b Body, err error) {
	wrong := func(format string, args ...any) (Body, error) {
		return b, fmt.Errorf("%w: %s", ErrInvalid, fmt.Sprintf(format, args...))
	}
	if len(e.Body) > MaxBody {
		return wrong("it is longer than %d bytes", MaxBody)
	}
	if e.At.Unix() <= 0 || !e.At.Equal(e.At.Truncate(time.Second)) {
		return wrong("its time is not whole seconds")
	}
	h, err := digest(d, e)
	if err != nil {
		return wrong("%v", err)
	}
	signer, err := eip712.RecoverHash(h, e.Signature)
	switch {
	case err != nil || signer != e.Verifier:
		return wrong("it is not signed by the verifier that it names")
	case e.ID != hex.EncodeToString(h[:]):
		return wrong("its ID is another document's")
	}
	if err := json.Unmarshal([]byte(e.Body), &b); err != nil {
		return wrong("its body: %v", err)
	}
	if b.Version != 1 || b.ChainID != d.ChainID || b.Market != d.Contract {
		return wrong("it is of another form, chain or market")
	}
	return b, nil
}
