package auth

import (
	"errors"
	"slices"
	"time"

	"berth/gateway/ledger"
	"berth/shared/problem"
	"berth/shared/scope"
	"berth/shared/server/keysig"
	"berth/shared/wire"
)

// Who may see and end what. The wallet has the last word: whatever it signed last can end all that was before it, so that
// nobody who has got hold of a key, or of a token, keeps the wallet's owner out for longer than one signature takes.
//
//   - A token without all scopes is a job's: it sees and ends itself, the key that it was got by, and that key's tokens.
//   - One with all scopes sees all that is for the same order, one for all orders all of the user's.
//   - It ends of that its own, and what was there when the wallet signed for it, or for the key that it was got by.

// inReach are the tokens and keys that the holder of a pass sees, the oldest first.
func (a *Auth) inReach(by Pass) (tokens []*token, keys []*key) {
	whole := by.Scopes.Has(scope.All)
	tokens = slices.DeleteFunc(a.mine(by.User), func(t *token) bool {
		own := t == by.token || !by.By.IsZero() && t.By == by.By
		return !own && (!whole || by.Order != 0 && t.Order != by.Order)
	})
	keys = slices.DeleteFunc(a.hers(by.User), func(k *key) bool {
		own := k.hash == by.By
		return !own && (!whole || by.Order != 0 && k.Request.Access.Order != by.Order)
	})
	return tokens, keys
}

// Grants lists the tokens and keys that the holder of a token may see, the oldest first.
func (a *Auth) Grants(by Pass) wire.Grants {
	all := wire.Grants{Tokens: []wire.Grant{}, Keys: []wire.AccessKey{}}
	now := a.now()
	tokens, keys := a.inReach(by)
	for _, t := range tokens {
		if now.After(t.ExpiresAt) {
			continue
		}
		all.Tokens = append(all.Tokens, wire.Grant{
			ID: t.id(), Order: t.Order, Scopes: t.Scopes, Key: keyID(t.By), IssuedAt: t.IssuedAt, ExpiresAt: t.ExpiresAt,
			UsedAt: at(t.used.Load()), Current: t == by.token,
		})
	}
	for _, k := range keys {
		if now.After(k.ExpiresAt) {
			continue
		}
		x := k.Request.Access
		all.Keys = append(all.Keys, wire.AccessKey{
			ID: k.id(), Name: x.Name, Key: x.Key, Fingerprint: keysig.Fingerprint(x.Key), Order: x.Order, Scopes: x.Scopes,
			IssuedAt: k.At, ExpiresAt: k.ExpiresAt, UsedAt: at(k.used.Load()), Current: k.hash == by.By,
		})
	}
	return all
}

// at is a time of Unix seconds; with 0 the zero one.
func at(n int64) time.Time {
	if n == 0 {
		return time.Time{}
	}
	return time.Unix(n, 0).UTC()
}

// Revoke ends one of the tokens and keys that Grants lists, with an empty id all of them, and with them whatever is open by
// them, what was got by the keys, and the cookies that were. They are refused from now on, and what is being done in a key's
// name is done when it returns; an error says that this is not written down yet, or that it takes the wallet.
func (a *Auth) Revoke(by Pass, id string) error {
	// Whoever is writing now has looked at what was there before.
	a.writing.Lock()
	defer a.writing.Unlock()
	tokens, keys := a.inReach(by)
	if id != "" {
		tokens = slices.DeleteFunc(tokens, func(t *token) bool { return t.id() != id })
		keys = slices.DeleteFunc(keys, func(k *key) bool { return k.id() != id })
		if len(tokens)+len(keys) == 0 {
			return problem.New(404, problem.NotFound, "you have no token or key %.40q", id).Remedy("GET /v1/access lists them")
		}
	}
	if err := a.mayEnd(by, tokens, keys); err != nil {
		return err
	}
	x := ledger.Ended{}
	for _, k := range keys {
		x.Keys = append(x.Keys, k.hash)
	}
	for _, t := range a.mine(by.User) {
		if slices.Contains(x.Keys, t.By) && !slices.Contains(tokens, t) {
			tokens = append(tokens, t)
		}
	}
	for _, t := range tokens {
		x.Tokens = append(x.Tokens, t.hash)
	}
	a.drop(tokens, problem.New(401, problem.SessionOver, "the access token was revoked"))
	a.dropKeys(keys, problem.New(401, problem.KeyOver, "the access key was revoked"))
	// What came of them goes first: with them gone from the ledger nobody could end it again after a crash.
	return errors.Join(a.revoked(x.Tokens, x.Keys), a.end(x))
}

// mayEnd is nil where the holder of a pass may end all of these.
func (a *Auth) mayEnd(by Pass, tokens []*token, keys []*key) error {
	since := by.IssuedAt
	if k := a.key(by.By); k != nil {
		since = k.At
	}
	for _, t := range tokens {
		at := t.IssuedAt
		if k := a.key(t.By); k != nil {
			at = k.At
		}
		if own := t == by.token || !t.By.IsZero() && t.By == by.By; !own && at.After(since) {
			return walletNeeded()
		}
	}
	for _, k := range keys {
		if k.hash != by.By && k.At.After(since) {
			return walletNeeded()
		}
	}
	return nil
}

func walletNeeded() error {
	return problem.New(403, problem.WalletNeeded, "what the wallet has signed for since, this token cannot end").
		Remedy("sign for it with the wallet: POST /v1/access")
}

// end has the ledger forget what has ended. What cannot be written now is tried again with the next flush. Who calls holds
// writing.
func (a *Auth) end(x ledger.Ended) error {
	x = a.takeDoomed(x)
	err := a.store.End(x)
	if err != nil {
		a.putDoomed(x)
		return problem.New(503, problem.Unavailable, "it has ended, but that cannot be written down now").
			Remedy("try again, or it may come back when the node is restarted").Because(err)
	}
	return nil
}

func (a *Auth) takeDoomed(x ledger.Ended) ledger.Ended {
	a.mu.Lock()
	defer a.mu.Unlock()
	x.Tokens, x.Keys = append(x.Tokens, a.doomed.Tokens...), append(x.Keys, a.doomed.Keys...)
	a.doomed = ledger.Ended{}
	return x
}

func (a *Auth) putDoomed(x ledger.Ended) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.doomed.Tokens, a.doomed.Keys = append(a.doomed.Tokens, x.Tokens...), append(a.doomed.Keys, x.Keys...)
}

// flush writes when access keys were last used, and what has ended.
func (a *Auth) flush() error {
	a.writing.Lock()
	defer a.writing.Unlock()
	if x := a.takeDoomed(ledger.Ended{}); len(x.Tokens)+len(x.Keys) > 0 {
		if err := a.store.End(x); err != nil {
			a.putDoomed(x)
			return err
		}
	}
	return a.store.PutKeys(a.takeWorn())
}
