//go:build !js

package site

import (
	"context"
	"strings"
	"testing"
	"time"

	"berth/e2e/pen"
	"berth/shared/amount"
	"berth/shared/attacktest"
	"berth/shared/endpoint"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/typed"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/state"
	"berth/ui/trust"
)

// brief is for what is asked again for some seconds where the chain may only be late.
func brief(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	t.Cleanup(cancel)
	return ctx
}

// hand is what a browser's key signs with.
type hand struct{ signed bool }

func (h *hand) Sign(context.Context, []byte) ([]byte, error) {
	h.signed = true
	return make([]byte, 64), nil
}

func device(h *hand, until time.Time) state.Device {
	return state.Device{Host: pen.Gateway, Key: "ecdsa-sha2-nistp256 AAAA", Until: until, Signer: h}
}

// The platform says that an order's node, or its gateway, is somebody else's, to be given a token or a manifest.
func TestAttackLyingPlatformGateway(t *testing.T) {
	a := attacktest.Begin(t, "a wallet signs for a gateway that is not the one of the order's node on chain")
	p := pen.New(t)
	signer := state.Signer{Wallet: p, User: p.User, Place: p.Truth}
	home := api.Gateway{URL: "https://" + pen.Gateway}
	deploy := func(ctx context.Context, s Site, g api.Gateway) (wire.DeployRequest, error) {
		r := wire.DeployRequest{Manifest: "services: {}", Deploy: typed.Deploy{Format: "compose", ManifestHash: eth.Hash{1}, Revision: 1}}
		// This browser's key signs for no other gateway either.
		k := &hand{}
		byKey, keyErr := s.sign(ctx, signer, g, r, device(k, time.Now().Add(time.Hour)))
		r, err := s.sign(ctx, signer, g, r, state.Device{})
		a.Tried((keyErr == nil) != (err == nil) || k.signed != (err == nil) || byKey.Deploy.Gateway != r.Deploy.Gateway, "the key signs for %q: %v %v", byKey.Deploy.Gateway, keyErr, err)
		return r, err
	}
	access := func(ctx context.Context, s Site) (endpoint.Endpoint, typed.Access, error) {
		at, r, _, err := s.access(ctx, signer, func(_ context.Context, at endpoint.Endpoint) (state.Device, error) {
			d := device(&hand{}, time.Time{})
			d.Host = at.Host
			return d, nil
		})
		return at, r.Access, err
	}

	s := Site{Said: home.URL, Order: p.Order}
	// Whatever URL the platform names, it is the chain's that is spoken to and signed for.
	for _, said := range []string{"", "https://relay.example", "https://" + pen.Evil, "http://" + pen.Gateway, "https://n1.example", home.URL + ".relay.example", "javascript:alert(1)", home.URL} {
		s := Site{Said: said, Order: p.Order}
		at, x, err := access(t.Context(), s)
		asked := strings.Join(p.Asked(), "\n")
		a.Tried(err != nil || at.URL() != home.URL || x.Gateway != pen.Gateway || !strings.Contains(asked, "gateway:"+pen.Gateway+" "), "access, the platform names %q: %v %+v %q", said, err, x, asked)
		r, err := deploy(t.Context(), s, home)
		asked = strings.Join(p.Asked(), "\n")
		a.Tried(err != nil || r.Deploy.Gateway != pen.Gateway || !strings.Contains(asked, "gateway:"+pen.Gateway+" "), "deploy, the platform names %q: %v %q", said, err, asked)
	}
	// A deployment is not signed for, nor sent to, a gateway that is not there any more.
	for _, url := range []string{"https://relay.example", "https://" + pen.Evil, "http://" + pen.Gateway, "https://n1.example", home.URL + "/", ""} {
		_, err := deploy(t.Context(), Site{Said: url, Order: p.Order}, api.Gateway{URL: url})
		a.Tried(err == nil || len(p.Asked()) > 0, "deploy to %q", url)
	}
	for name, lie := range map[string]func(*order.Order){
		"another node":             func(o *order.Order) { o.Node = p.Other },
		"no node":                  func(o *order.Order) { o.Node = eth.Address{} },
		"a node of nobody":         func(o *order.Order) { o.Node = eth.Address{0xde, 0xad} },
		"an order that is not":     func(o *order.Order) { o.ID = 99 },
		"order 0":                  func(o *order.Order) { o.ID = 0 },
		"another user":             func(o *order.Order) { o.User = p.Other },
		"another node and order":   func(o *order.Order) { o.ID, o.Node = 2, p.Other },
		"a number beyond all":      func(o *order.Order) { o.ID = 1<<63 + 1 },
		"another node, same place": func(o *order.Order) { o.Node[19] ^= 1 },
	} {
		s := Site{Said: "https://" + pen.Evil, Order: p.Order}
		lie(&s.Order)
		_, _, err := access(brief(t), s)
		a.Tried(err == nil || len(p.Asked()) > 0, "access: %s", name)
		_, err = deploy(brief(t), s, api.Gateway{URL: "https://" + pen.Evil})
		a.Tried(err == nil || len(p.Asked()) > 0, "deploy: %s", name)
	}
	// What a node has in the registry is its own to say: what is no public host is not spoken to.
	signer.Home = "berth.example"
	for _, at := range []string{
		"localhost:5432", "n1.localhost:9101", "127.0.0.1:8545", "[::1]:8545", "10.0.0.1", "192.168.1.1:443", "169.254.169.254", "100.64.1.1:443", "0.0.0.0:80", "[fd00::1]", "https://n1.example", "n1.example/path",
		"user@n1.example", "n1.example#", "n1.example?x=", "n1.example:0", "n1.example:99999", "2130706433", "127.1", "0x7f.1", "n1.exämple", "n1.example\\evil.example", "n1.example evil.example", strings.Repeat("a", 250),
	} {
		p.Moves(t, at)
		_, _, err := access(t.Context(), s)
		a.Tried(err == nil || len(p.Asked()) > 0, "access to %q", at)
	}
	for at, want := range map[string]string{"N2.Example.:443": "n2.example", "n2.example:8443": "n2.example:8443", "192.0.2.7": "192.0.2.7"} {
		p.Moves(t, at)
		_, x, err := access(t.Context(), s)
		if p.Asked(); err != nil || x.Gateway != want {
			t.Errorf("%s: got %q, %v", at, x.Gateway, err)
		}
	}
}

// The platform shows an order with other terms than it has, so that the user pays or ends something else than is shown.
func TestAttackLyingPlatformOrder(t *testing.T) {
	a := attacktest.Begin(t, "an order with other terms than on chain is acted on")
	p := pen.New(t)
	chain := state.Signer{Wallet: p, User: p.User, Place: p.Truth}.Chain()
	if err := trust.Order(t.Context(), chain, p.Order); err != nil {
		t.Fatalf("as it is: %v", err)
	}
	for name, lie := range map[string]func(*order.Order){
		"cheaper":             func(o *order.Order) { o.Rate = o.Rate.Sub(amount.NanoOf(1)) },
		"another token":       func(o *order.Order) { o.Token = p.Truth.Native.Address },
		"committed to less":   func(o *order.Order) { o.Committed-- },
		"committed to more":   func(o *order.Order) { o.Committed++ },
		"more notice":         func(o *order.Order) { o.Notice++ },
		"a referrer":          func(o *order.Order) { o.Referrer = p.Other },
		"a referrer's share":  func(o *order.Order) { o.ReferrerShare = 1 },
		"an end announced":    func(o *order.Order) { o.AnnouncedAt, o.AnnouncedEnd = time.Now(), time.Now().Add(time.Hour) },
		"dearer":              func(o *order.Order) { o.Rate = o.Rate.Mul(1000) },
		"longer":              func(o *order.Order) { o.Duration++ },
		"shorter":             func(o *order.Order) { o.Duration = 1 },
		"can be longer":       func(o *order.Order) { o.MaxDuration *= 2 },
		"more free time":      func(o *order.Order) { o.Probation += 3600 },
		"began later":         func(o *order.Order) { o.ActivatedAt = o.ActivatedAt.Add(time.Hour) },
		"began never":         func(o *order.Order) { o.ActivatedAt = time.Time{} },
		"more is paid out":    func(o *order.Order) { o.Settled = o.Settled.Add(amount.Of(1)) },
		"more CPU":            func(o *order.Order) { o.Resources.CPUMilli *= 8 },
		"a GPU":               func(o *order.Order) { o.Resources.GPU++ },
		"another user":        func(o *order.Order) { o.User = p.Other },
		"another node":        func(o *order.Order) { o.Node = p.Other },
		"another number":      func(o *order.Order) { o.ID++ },
		"nothing but numbers": func(o *order.Order) { *o = order.Order{ID: o.ID, User: o.User} },
	} {
		shown := p.Order
		lie(&shown)
		a.Tried(trust.Order(brief(t), chain, shown) == nil, "%s", name)
	}
}
