package keys

import (
	"context"
	"slices"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/problem"
	"berth/shared/pubkey"
	"berth/shared/scope"
	"berth/shared/typed"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/fault"
	"berth/ui/js"
	"berth/ui/part/site"
	"berth/ui/state"
	"berth/ui/trust"
)

// How long the tokens are good that are got to see and to end access with.
const (
	reachLife = time.Hour
	endLife   = 5 * time.Minute
)

// reach is the gateway with a token for all of the user's orders with the node, which this browser's key gets by itself:
// the order's own token shows no key that is for all of them. Where there is no such key, held is what there is. It blocks.
func reach(ctx app.Context, s site.Site, held api.Gateway, kept wire.AccessToken) (api.Gateway, wire.AccessToken) {
	if kept.Token != "" && time.Until(kept.ExpiresAt) > time.Minute {
		return api.Gateway{URL: held.URL, Token: kept.Token}, kept
	}
	d, ok := state.OpenDevice(ctx, held.URL, s.Order.User, s.Order.Node)
	if !ok {
		return held, wire.AccessToken{}
	}
	user, domain, err := state.NeedUser(ctx)
	if err != nil || user != s.Order.User {
		return held, wire.AccessToken{}
	}
	now := time.Now().Truncate(time.Second).UTC()
	x := typed.Access{
		Gateway: d.Host, Node: d.Node, User: user, Scopes: scope.All, Key: d.Key, IssuedAt: now, NotAfter: sooner(now.Add(reachLife), d.Until), Nonce: js.Random(),
	}
	signature, err := d.Sign(ctx, x.Data(domain))
	if err != nil {
		return held, wire.AccessToken{}
	}
	token, err := api.Gateway{URL: held.URL}.Access(ctx, wire.AccessRequest{Access: x, Signature: signature, ByKey: true})
	if err != nil {
		return held, wire.AccessToken{}
	}
	return api.Gateway{URL: held.URL, Token: token.Token}, token
}

func sooner(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

// end ends access, id or all of it. What the wallet has authorised later than this browser's key it takes the wallet to end:
// signing is told before that is asked.
func end(ctx app.Context, s site.Site, g api.Gateway, id string, signing func()) error {
	one := func(g api.Gateway) error {
		if id == "" {
			return g.EndGrants(ctx)
		}
		return g.EndGrant(ctx, id)
	}
	err := one(g)
	if !fault.Is(err, problem.WalletNeeded) {
		return err
	}
	signing()
	signer, err := s.Signer(ctx)
	if err != nil {
		return err
	}
	at, err := trust.Gateway(ctx, signer.Chain(), s.Order.Node, signer.Home)
	if err != nil {
		return err
	}
	now := time.Now().Truncate(time.Second).UTC()
	x := typed.Access{
		Gateway: at.Host, Node: s.Order.Node, User: s.Order.User, Scopes: scope.All, IssuedAt: now, NotAfter: now.Add(endLife), Nonce: js.Random(),
	}
	signature, err := signer.Wallet.SignTyped(ctx, signer.User, x.Data(signer.Domain()))
	if err != nil {
		return err
	}
	token, err := api.Gateway{URL: at.URL()}.Access(api.Telling(ctx, s.Told), wire.AccessRequest{Access: x, Signature: signature})
	if err != nil {
		return err
	}
	whole := api.Gateway{URL: at.URL(), Token: token.Token}
	if err = one(whole); id != "" {
		_ = whole.EndGrant(context.WithoutCancel(ctx), token.ID) // it ends by itself in minutes
	}
	return err
}

// wallet reports whether it takes the wallet to end something, since that was authorised later than this browser's key.
func wallet(l wire.Grants, a ask) bool {
	i := slices.IndexFunc(l.Keys, func(k wire.AccessKey) bool { return k.Current })
	if i < 0 {
		return false // the wallet's own token
	}
	mine := l.Keys[i]
	later := func(id, by string, at time.Time) bool {
		return (a.kind == "all" || a.id == id) && id != mine.ID && by != mine.ID && !at.Before(mine.IssuedAt)
	}
	return slices.ContainsFunc(l.Keys, func(k wire.AccessKey) bool { return later(k.ID, "", k.IssuedAt) }) ||
		slices.ContainsFunc(l.Tokens, func(g wire.Grant) bool { return g.Key == "" && later(g.ID, g.Key, g.IssuedAt) })
}

// EndKey ends what the wallet has authorised a key for at the order's gateway, for this order alone. Where it takes the wallet, signing is
// told before that is asked. It blocks.
func EndKey(ctx app.Context, s site.Site, key pubkey.Key, signing func()) error {
	held, ok := s.Known()
	if !ok {
		g, renewed, err := s.Renew(ctx)
		if err != nil {
			return err
		}
		if !renewed {
			return problem.New(401, problem.LoginNeeded, "this browser has no access to the node")
		}
		held = g
	}
	g, _ := reach(ctx, s, held, wire.AccessToken{})
	list, err := g.Grants(ctx)
	if err != nil {
		return err
	}
	for _, k := range list.Keys {
		if k.Key != key || k.Order != s.Order.ID && k.Order != s.Old {
			continue
		}
		if err := end(ctx, s, g, k.ID, signing); err != nil {
			return err
		}
	}
	return nil
}
