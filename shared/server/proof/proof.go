// Package proof checks the chain of signatures from a user's wallet to a deployment (wire.Proof), which anybody can do who
// knows the chain and the market contract: neither the gateway that gave it out nor the platform is asked.
package proof

import (
	"fmt"
	"slices"
	"time"

	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/scope"
	"berth/shared/server/eip712"
	"berth/shared/server/keysig"
	"berth/shared/typed"
	"berth/shared/wire"
)

// Facts are what the chain knows and a proof cannot say by itself. The zero value is of an account with a key of its own
// whose order replaced none.
type Facts struct {
	// Contract asks a contract wallet whether it has signed (ERC-1271); nil: the user has none.
	Contract func(account eth.Address, hash eth.Hash, sig eth.Bytes) (bool, error)
	// Chain are orders that replaced each other: a key that was authorised for one of them is good for all.
	Chain []order.ID
}

// ByContract is a signature that is not of the account's own key: whether its contract takes it, the chain has to be asked.
type ByContract struct {
	Account   eth.Address
	Hash      eth.Hash
	Signature eth.Bytes
}

func (e *ByContract) Error() string {
	return fmt.Sprintf("the signature is not of %s's own key: if that is a contract, ask its isValidSignature(%s, %s) on the chain", e.Account, e.Hash, e.Signature)
}

// Verify is nil where the proof's user has deployed what Deploy says: by a signature of the wallet, or by one of a key that
// the wallet had authorised for that, at that gateway and for that time. Of a contract wallet it says whether it would have
// signed now. An error says which link is missing; *ByContract where the chain has to be asked and Facts has no way to.
func Verify(p wire.Proof, d typed.Domain, f Facts) error {
	if p.Access == nil {
		if err := f.signed(p.User, p.Deploy.Data(d), p.Signature); err != nil {
			return fmt.Errorf("the deployment: %w", err)
		}
		return nil
	}
	x, m := p.Access.Access, p.Deploy
	switch {
	case p.Access.ByKey || x.Key == "":
		return fmt.Errorf("the access message authorises no key")
	case x.User != p.User:
		return fmt.Errorf("the access message is of %s, not of %s", x.User, p.User)
	case x.Gateway != m.Gateway:
		return fmt.Errorf("the key was authorised at %q, the deployment is for %q", x.Gateway, m.Gateway)
	case x.Order != 0 && x.Order != m.Order && (!slices.Contains(f.Chain, x.Order) || !slices.Contains(f.Chain, m.Order)):
		return fmt.Errorf("the key was authorised for order %s, the deployment is for order %s", x.Order, m.Order)
	case !x.Scopes.Has(scope.Deploy):
		return fmt.Errorf("the key was authorised for %s, not for %s", x.Scopes, scope.Deploy)
	case m.NotAfter.After(x.NotAfter) || m.NotAfter.Before(x.IssuedAt):
		return fmt.Errorf("the deployment was good until %s, the key from %s to %s", stamp(m.NotAfter), stamp(x.IssuedAt), stamp(x.NotAfter))
	case x.NotAfter.Sub(x.IssuedAt) > typed.KeyLife:
		return fmt.Errorf("the key was authorised for longer than may be")
	}
	if err := keysig.Verify(x.Key, m.Data(d), p.Signature); err != nil {
		return fmt.Errorf("the deployment, by %s: %w", keysig.Fingerprint(x.Key), err)
	}
	if err := f.signed(p.User, x.Data(d), p.Access.Signature); err != nil {
		return fmt.Errorf("the access message: %w", err)
	}
	return nil
}

// signed checks a wallet's signature.
func (f Facts) signed(user eth.Address, data typed.Data, sig eth.Bytes) error {
	hash, err := eip712.Hash(data)
	if err != nil {
		return err
	}
	if by, err := eip712.RecoverHash(hash, sig); err == nil && by == user {
		return nil
	}
	if f.Contract == nil {
		return &ByContract{user, hash, sig}
	}
	ok, err := f.Contract(user, hash, sig)
	if err == nil && !ok {
		err = fmt.Errorf("%s has not signed it", user)
	}
	return err
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }
