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

// gatewayStore is where it is kept which gateway a node has on chain, beside what the platform said of it then.
const gatewayStore = "berth.gateways"

// placed is a node's gateway as the chain had it when the platform said something.
type placed struct {
	Said string `json:"said"`
	URL  string `json:"url"`
}

// GatewayOf is the URL of a node's gateway: what the chain had when the platform last said this of it, and else what the
// platform says, where nothing has been signed for it yet.
func GatewayOf(node eth.Address, said string) string {
	if p := gateways()[node.String()]; p.URL != "" && p.Said == said {
		return p.URL
	}
	return said
}

// KeepGateway keeps which gateway a node has on chain.
func KeepGateway(node eth.Address, said, url string) {
	all := gateways()
	all[node.String()] = placed{said, url}
	js.Session.Set(gatewayStore, all)
}

func gateways() map[string]placed {
	all := map[string]placed{}
	js.Session.Get(gatewayStore, &all)
	return all
}

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
