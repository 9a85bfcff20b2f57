//go:build !js

package site

import (
	"context"
	"strings"
	"testing"
	"time"

	"berth/e2e/pen"
	"berth/shared/endpoint"
	"berth/shared/scope"
	"berth/shared/typed"
	"berth/ui/api"
	"berth/ui/js"
	"berth/ui/state"
	"berth/ui/text"

	"berth/shared/wire"
)

// What the wallet is asked to allow is what the page says: this browser's key, for so many days, with all orders and scopes;
// without a key a token for this order.
func TestAccess(t *testing.T) {
	p := pen.New(t)
	signer := state.Signer{Wallet: p, User: p.User, Place: p.Truth}
	s := Site{Order: p.Order}
	_, r, d, err := s.access(t.Context(), signer, func(context.Context, endpoint.Endpoint) (state.Device, error) {
		return device(&hand{}, time.Time{}), nil
	})
	x := r.Access
	if err != nil || x.Order != 0 || x.Scopes != scope.All || x.Key != d.Key || x.Name == "" || x.NotAfter.Sub(x.IssuedAt) != DeviceDays*24*time.Hour || !d.Until.Equal(x.NotAfter) || x.NotAfter.Sub(x.IssuedAt) > typed.KeyLife || r.ByKey {
		t.Errorf("with a key: %+v, %v", r, err)
	}
	if words := (text.T{}).Say(text.DeviceAsks, DeviceDays); !strings.Contains(words, "30 days") || !strings.Contains(words, "all your orders at this node") {
		t.Errorf("the page says %q", words)
	}
	_, r, d, err = s.access(t.Context(), signer, func(context.Context, endpoint.Endpoint) (state.Device, error) {
		return state.Device{}, js.ErrNoBrowser
	})
	x = r.Access
	if err != nil || d.Key != "" || x.Order != p.Order.ID || x.Key != "" || x.Name != "" || x.NotAfter.Sub(x.IssuedAt) != accessLife {
		t.Errorf("without: %+v, %v", r, err)
	}
}

// What this browser's key signs names the gateway and the node that the wallet authorised it for, and ends no later than it.
func TestRenewal(t *testing.T) {
	p := pen.New(t)
	s := Site{Said: "https://relay.example", Order: p.Order}
	h := &hand{}
	d := device(h, time.Now().Add(time.Hour).Truncate(time.Second).UTC())
	d.Node = p.Order.Node
	r, err := s.renewal(t.Context(), d, typed.Berth(1, p.Truth.Market))
	x := r.Access
	if err != nil || !h.signed || !r.ByKey || x.Gateway != pen.Gateway || x.Node != p.Order.Node || x.Order != p.Order.ID || x.Name != "" || x.Key != d.Key || !x.NotAfter.Equal(d.Until) {
		t.Errorf("got %+v, %v", r, err)
	}
	signer := state.Signer{Wallet: p, User: p.User, Place: p.Truth}
	d.Until = time.Now().Add(2 * time.Minute).Truncate(time.Second).UTC()
	out, err := s.sign(t.Context(), signer, api.Gateway{URL: "https://" + pen.Gateway}, wire.DeployRequest{}, d)
	if err != nil || out.Key != d.Key || !out.Deploy.NotAfter.Equal(d.Until) || len(p.Asked()) != 0 {
		t.Errorf("got %+v, %v", out, err)
	}
}
