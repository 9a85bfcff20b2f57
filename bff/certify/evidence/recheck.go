package evidence

import (
	"fmt"
	"time"

	"berth/shared/endpoint"
	"berth/shared/eth"
	"berth/shared/server/capacity"
	"berth/shared/server/eip712"
	"berth/shared/typed"
	"berth/shared/wire"
)

// Recheck does again what of a passed document can be done again by anyone: the signature of the operator, the proof of the
// tables, and the sums that follow from what was measured. What only the verifier saw, its clock above all, is its word.
// Errors wrap ErrInvalid.
func Recheck(d typed.Domain, e wire.EvidenceDocument) (Body, error) {
	b, err := Read(d, e)
	if err != nil || !e.Passed {
		return b, err
	}
	var why error
	switch e.Check {
	case Key:
		if b.Answer == nil {
			why = fmt.Errorf("there is no answer")
		} else {
			why = Answered(d, *b.Answer, e.Node, b.Operator, e.Verifier, b.Endpoint, b.Nonce, e.At)
		}
	case Place:
		why = placed(b)
	case Capacity:
		if b.Capacity == nil {
			why = fmt.Errorf("nothing was measured")
		} else {
			why = b.Capacity.proven(e.Node, e.Verifier)
		}
	case Shop:
		if b.Shop == nil || b.Shop.Order == 0 {
			why = fmt.Errorf("there is no order")
		}
	case Apart:
		if b.Apart == nil || len(b.Apart.Rounds) == 0 {
			why = fmt.Errorf("there are no rounds")
		}
	default:
		why = fmt.Errorf("no check is called %.40q", e.Check)
	}
	if why != nil {
		return b, fmt.Errorf("%w: %w", ErrInvalid, why)
	}
	return b, nil
}

// Answered reports whether a gateway's answer to a challenge is the operator's, for this node, this asker, this nonce and this
// place, at about this time.
func Answered(d typed.Domain, a wire.ChallengeAnswer, node, operator, verifier eth.Address, at string, nonce eth.Hash, now time.Time) error {
	c := a.Challenge
	place, err := endpoint.Parse(at)
	if err != nil {
		return err
	}
	signer, err := eip712.Recover(c.Data(d), a.Signature)
	switch {
	case c.Nonce != nonce || nonce.IsZero():
		return fmt.Errorf("the answer is to another nonce")
	case c.Node != node:
		return fmt.Errorf("the answer is another node's: %s", c.Node)
	case c.Verifier != verifier:
		return fmt.Errorf("the answer is for another verifier")
	case c.Gateway != place.Host:
		return fmt.Errorf("the answer is for another host, %.80q, than the registry's %q", c.Gateway, place.Host)
	case c.At.Sub(now).Abs() > typed.ChallengeLife:
		return fmt.Errorf("the answer is of %s, which is not now", c.At.UTC().Format(time.RFC3339))
	case err != nil:
		return err
	case signer != operator && signer != node || signer.IsZero():
		return fmt.Errorf("the answer is signed by %s, the registry's operator is %s", signer, operator)
	}
	return nil
}

func placed(b Body) error {
	if len(b.Addresses) == 0 {
		return fmt.Errorf("it has no addresses")
	}
	for _, a := range b.Addresses {
		if a.Why != "" || !a.Signed || !b.Demo && (!a.Public || a.TLS == "") {
			return fmt.Errorf("address %s was not all right", a.Address)
		}
	}
	return nil
}

// proven checks the proofs of both tables.
func (c *CapacityFound) proven(node, verifier eth.Address) error {
	for _, t := range []*TableFound{&c.Alone, &c.All} {
		if t.Seed != capacity.Seed(t.Nonce, node, verifier, c.At) {
			return fmt.Errorf("a table's seed is not this node's at that time")
		}
		if t.Count < MinSamples || t.Count > capacity.MaxOpenings {
			return fmt.Errorf("%d samples were opened, %d are the least", t.Count, MinSamples)
		}
		if err := capacity.Verify(t.Params, t.Root, capacity.Samples(t.Params, t.Root, t.Samples, t.Count), t.Proof); err != nil {
			return err
		}
		if t.OpenMillis > t.OpenLimit {
			return fmt.Errorf("the blocks were opened after %d ms, %d ms were allowed", t.OpenMillis, t.OpenLimit)
		}
	}
	return nil
}

// MinSamples is how many blocks of a table are opened at least: with 32, one tenth of a table made up is found in 97 of 100.
const MinSamples = 32
