package auth

import (
	"slices"
	"time"

	"berth/gateway/ledger"
	"berth/shared/eth"
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
//   - One that the wallet signed for ends all that it sees.
//   - One that was got by a key ends of it its own, and what was there when the wallet authorised that key.

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
	x.Sessions = a.dropCookies(func(s *session) bool {
		return slices.Contains(x.Tokens, s.By) || !s.Key.IsZero() && slices.Contains(x.Keys, s.Key)
	})
	return a.end(x)
}

// mayEnd is nil where the holder of a pass may end all of these.
func (a *Auth) mayEnd(by Pass, tokens []*token, keys []*key) error {
	if by.By.IsZero() {
		return nil
	}
	since := time.Time{}
	if k := a.key(by.By); k != nil {
		since = k.At
	}
	newer := func(h eth.Hash, at time.Time) bool { return h != by.By && !at.Before(since) }
	if slices.ContainsFunc(tokens, func(t *token) bool {
		at := t.IssuedAt
		if k := a.key(t.By); k != nil {
			at = k.At
		}
		return newer(t.By, at)
	}) || slices.ContainsFunc(keys, func(k *key) bool { return newer(k.hash, k.At) }) {
		return problem.New(403, problem.WalletNeeded, "what the wallet authorised later than this key, this key cannot end").
			Remedy("sign for it with the wallet: POST /v1/access")
	}
	return nil
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
	x.Tokens, x.Sessions = append(x.Tokens, a.doomed.Tokens...), append(x.Sessions, a.doomed.Sessions...)
	x.Keys = append(x.Keys, a.doomed.Keys...)
	a.doomed = ledger.Ended{}
	return x
}

func (a *Auth) putDoomed(x ledger.Ended) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.doomed.Tokens, a.doomed.Sessions = append(a.doomed.Tokens, x.Tokens...), append(a.doomed.Sessions, x.Sessions...)
	a.doomed.Keys = append(a.doomed.Keys, x.Keys...)
}
