package auth

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"berth/gateway/ledger"
	"berth/gateway/secret"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/pubkey"
	"berth/shared/server/eip712"
	"berth/shared/server/keysig"
	"berth/shared/typed"
	"berth/shared/wire"
)

// Grant checks an access request and gives a token for it. One with a key that the wallet signed authorises that key; one that
// the key signed by itself gets no more than the wallet allowed it.
func (a *Auth) Grant(ctx context.Context, req wire.AccessRequest) (wire.AccessToken, error) {
	x, now := req.Access, a.now()
	if err := a.sound(req, now); err != nil {
		return wire.AccessToken{}, err
	}
	var by *key
	var err error
	nonce := x.Nonce
	if req.ByKey {
		if by, err = a.byKey(req, now); err == nil {
			nonce = secret.Digest(string(by.hash[:]) + string(x.Nonce[:])) // a key cannot use up the wallet's
		}
	} else {
		err = a.signedBy(ctx, x.User, x.Data(a.domain), req.Signature)
	}
	if err != nil {
		return wire.AccessToken{}, err
	}
	if err := a.mayAsk(ctx, x); err != nil {
		return wire.AccessToken{}, err
	}
	if err := a.often(x, by, now); err != nil {
		return wire.AccessToken{}, err
	}
	token := ledger.Token{User: x.User, Order: x.Order, Scopes: x.Scopes, IssuedAt: now.UTC(), ExpiresAt: x.NotAfter.UTC()}
	if most := now.Add(MaxLife); token.ExpiresAt.After(most) {
		token.ExpiresAt = most.UTC()
	}
	var fresh *key
	switch {
	case by != nil:
		token.By = by.hash
	case x.Key != "":
		fresh = newKey(keyHash(x), ledger.AccessKey{Request: req, At: now.UTC(), ExpiresAt: x.NotAfter.UTC()})
		token.By = fresh.hash
	}
	text, t, err := a.grant(token, fresh, nonce, x.NotAfter)
	if err != nil {
		return wire.AccessToken{}, err
	}
	if err := a.orders.Authorised(x.User, x.Order); err != nil {
		return wire.AccessToken{}, fmt.Errorf("grant: %w", err)
	}
	return wire.AccessToken{Token: text, ID: t.id(), ExpiresAt: t.ExpiresAt, Scopes: t.Scopes, Key: keyID(t.By)}, nil
}

// sound checks all of a request that needs no look at anything else.
func (a *Auth) sound(req wire.AccessRequest, now time.Time) error {
	x := req.Access
	most, said := MaxLife, "24 hours"
	if x.Key != "" && !req.ByKey {
		most, said = typed.KeyLife, "90 days"
	}
	switch {
	case x.Gateway != a.gateway:
		return a.elsewhere("access.gateway")
	case x.Node != a.node:
		return problem.Field("access.node", "this node is %s", a.node)
	case x.User.IsZero():
		return problem.Field("access.user", "the address that signs")
	case x.Nonce.IsZero():
		return problem.Field("access.nonce", "a random number of 32 bytes, another each time")
	case x.Scopes == 0:
		return problem.Field("access.scopes", "one at least, of read, operate, deploy, shell, share, data")
	case req.ByKey && x.Key == "":
		return problem.Field("access.key", "the key that signs")
	case x.Key != "" && keysig.Check(x.Key) != nil:
		return problem.Field("access.key", `an OpenSSH public key of the type ecdsa-sha2-nistp256 or ssh-ed25519, without a comment, such as "ssh-ed25519 AAAA…"`)
	case x.Name != "" && (req.ByKey || x.Key == ""):
		return problem.Field("access.name", "leave it out: it is for a key that the wallet authorises")
	case x.Key != "" && !req.ByKey && !nameable(x.Name):
		return problem.Field("access.name", "1 to %d printable characters, by which you will know the key", typed.MaxKeyName)
	case x.IssuedAt.After(now.Add(skew)):
		return problem.Field("access.issuedAt", "it is in the future; check the clock (here it is %s)", stamp(now))
	case !x.NotAfter.After(now):
		return problem.New(400, problem.Expired, "the request was good until %s", stamp(x.NotAfter)).
			Remedy("sign a new one (here it is %s)", stamp(now))
	case x.NotAfter.After(now.Add(most+skew)) || x.NotAfter.Sub(x.IssuedAt) > most:
		return problem.Field("access.notAfter", "at most %s ahead, and after issuedAt", said)
	case !whole(x.IssuedAt) || !whole(x.NotAfter):
		return problem.Field("access.notAfter", "whole seconds, as what is signed has them")
	}
	return nil
}

// nameable reports whether people can read a name, and tell it from others: there are no line ends, no characters that
// cannot be seen, and none that turn the text around.
func nameable(name string) bool {
	return utf8.ValidString(name) && name != "" && utf8.RuneCountInString(name) <= typed.MaxKeyName &&
		strings.TrimSpace(name) == name && !strings.ContainsFunc(name, func(r rune) bool { return !unicode.IsPrint(r) })
}

// byKey is the authorised key that has signed a request, which asks for no more than the key has. That a key is not
// authorised is told only to who has it.
func (a *Auth) byKey(req wire.AccessRequest, now time.Time) (*key, error) {
	x := req.Access
	if err := a.signedByKey(req.Access.Key, x.Data(a.domain), req.Signature, now); err != nil {
		return nil, err
	}
	return a.allowed(x.User, x.Key, func(k *key) error {
		grant := k.Request.Access
		switch {
		case !a.covers(grant.Order, x.Order):
			return problem.New(403, problem.NotYours, "this key is not for order %s", x.Order).Remedy("ask for order %s, or have the wallet authorise the key for more", grant.Order)
		case !grant.Scopes.Has(x.Scopes):
			return scopeMissing("this key", x.Scopes&^grant.Scopes)
		case x.NotAfter.After(grant.NotAfter):
			return problem.Field("access.notAfter", "not after the key's own end, %s", stamp(grant.NotAfter))
		}
		return nil
	})
}

// often bounds what the ledger has to remember of a user's requests, and of a key's: whoever has got hold of one cannot keep
// its owner out.
func (a *Auth) often(x typed.Access, by *key, now time.Time) error {
	if by != nil {
		if wait, ok := a.knocks.Take(by.hash, now); !ok {
			return problem.TooOften(wait)
		}
		return nil
	}
	wait, ok := a.grants.Take(x.User, now)
	if ok && x.Key != "" {
		wait, ok = a.adds.Take(x.User, now)
	}
	if !ok {
		return problem.TooOften(wait)
	}
	return nil
}

// grant makes a token, for which the oldest of its kind give way, and takes in the key that was authorised with it, in the
// ledger first.
func (a *Auth) grant(grant ledger.Token, fresh *key, nonce eth.Hash, until time.Time) (text string, t *token, err error) {
	text, hash := secret.New("bt_")
	a.writing.Lock()
	defer a.writing.Unlock()
	old := a.key(grant.By)
	var write *ledger.AccessKey
	switch {
	case fresh != nil && old != nil:
		fresh.used.Store(old.used.Load())
	case fresh != nil:
		err = a.room(fresh.Request.Access)
	case old == nil && !grant.By.IsZero():
		err = keyOver() // since its signature was checked
	}
	if err != nil {
		return "", nil, err
	}
	gone := a.surplus(grant)
	if fresh != nil {
		write = fresh.record()
		gone = a.narrowed(fresh, gone)
	}
	t = newToken(hash, grant)
	ended := make([]eth.Hash, len(gone))
	for i, x := range gone {
		ended[i] = x.hash
	}
	first, err := a.store.Grant(hash, grant, write, nonce, until, ended...)
	if err != nil {
		return "", nil, fmt.Errorf("grant: %w", err)
	}
	if !first {
		return "", nil, problem.New(409, problem.Used, "this request was used already").Remedy("sign a new one with another nonce")
	}
	a.drop(gone, problem.New(401, problem.GaveWay, "a newer access token has taken its place"))
	if fresh != nil {
		a.replaceKey(old, fresh)
	}
	a.keep(t)
	return text, t, nil
}

// mayAsk checks that the user has what the token is to be for.
func (a *Auth) mayAsk(ctx context.Context, x typed.Access) error {
	if x.Order == 0 {
		return a.orders.Any(ctx, x.User)
	}
	o, err := a.orders.Find(ctx, x.User, x.Order)
	if err == nil && o.State == order.Created {
		err = problem.New(409, problem.NotYet, "order %s is not active yet", x.Order).Again(2 * time.Second)
	}
	return err
}

// signedBy checks a signature of a wallet: of an account's own key, or of a contract.
func (a *Auth) signedBy(ctx context.Context, user eth.Address, data typed.Data, sig eth.Bytes) error {
	refused := problem.New(401, problem.BadSignature, "the signature is not that of %s", user).
		Remedy("sign with this wallet, on chain %d", a.domain.ChainID)
	h, err := eip712.Hash(data)
	if err != nil {
		return refused.Because(err)
	}
	by, recoverErr := eip712.RecoverHash(h, sig)
	if recoverErr == nil && by == user {
		return nil
	}
	if len(sig) == 0 || len(sig) > 8<<10 || !a.orders.Expects(user) {
		return refused
	}
	// Whoever has nothing here cannot have the chain asked, and nobody can have it asked often.
	wait, ok := a.asks.Take(struct{}{}, a.now())
	if !ok {
		return problem.TooOften(wait)
	}
	ctx, cancel := context.WithTimeout(ctx, walletBy)
	defer cancel()
	ok, err = a.wallets.Signed(ctx, user, h, sig)
	switch {
	case err != nil:
		return problem.New(503, problem.Unavailable, "the wallet's contract cannot be asked now").Remedy("try again in a few seconds").Because(err)
	case !ok:
		return refused
	}
	return nil
}

// signedByKey checks a signature of an access key, as often as all of them together may have that done: it is work that
// anybody can ask for.
func (a *Auth) signedByKey(k pubkey.Key, data typed.Data, sig eth.Bytes, now time.Time) error {
	if wait, ok := a.checks.Take(struct{}{}, now); !ok {
		return problem.TooOften(wait)
	}
	if err := keysig.Verify(k, data, sig); err != nil {
		return problem.New(401, problem.BadSignature, "the signature is not that of the access key").
			Remedy("sign the canonical JSON of the typed data (RFC 8785): with ECDSA P-256 and SHA-256, 64 bytes or DER, or with Ed25519")
	}
	return nil
}
