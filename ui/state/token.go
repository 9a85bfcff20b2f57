package state

import (
	"time"

	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
	"berth/ui/js"
)

// tokenStore is where gateways' bearer tokens are kept: in this tab only, and gone with it.
const tokenStore = "berth.tokens"

// Token is the bearer token that a gateway gave a user for an order, if it is good for another minute.
func Token(gateway string, user eth.Address, id order.ID) (string, bool) {
	t := tokens()[tokenKey(gateway, user, id)]
	return t.Token, t.Token != "" && time.Until(t.ExpiresAt) > time.Minute
}

// KeepToken keeps a gateway's bearer token.
func KeepToken(gateway string, user eth.Address, id order.ID, t wire.AccessToken) {
	all := tokens()
	for k, v := range all {
		if time.Now().After(v.ExpiresAt) {
			delete(all, k)
		}
	}
	all[tokenKey(gateway, user, id)] = t
	js.Session.Set(tokenStore, all)
}

// PassToken lets the token for one order stand for the order that replaced it, too.
func PassToken(gateway string, user eth.Address, old, id order.ID) {
	if t, ok := tokens()[tokenKey(gateway, user, old)]; ok {
		KeepToken(gateway, user, id, t)
	}
}

// DropToken forgets a token that the gateway does not take any more.
func DropToken(gateway string, user eth.Address, id order.ID) {
	all := tokens()
	delete(all, tokenKey(gateway, user, id))
	js.Session.Set(tokenStore, all)
}

func tokens() map[string]wire.AccessToken {
	all := map[string]wire.AccessToken{}
	js.Session.Get(tokenStore, &all)
	return all
}

func tokenKey(gateway string, user eth.Address, id order.ID) string {
	return user.String() + " " + id.String() + " " + gateway
}
