package auth

import (
	"crypto/sha256"
	"errors"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/crypto"

	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/server/eip712"
	"berth/shared/typed"
	"berth/shared/wire"
)

func TestDeploy(t *testing.T) {
	f := open(t)
	user := eth.Address(crypto.PubkeyToAddress(f.key.PublicKey))
	const text = "services: {}"
	hash := eth.Hash(sha256.Sum256([]byte(text)))
	for _, c := range []struct {
		name   string
		change func(*wire.DeployRequest)
		after  func(*wire.DeployRequest) // it was signed
		user   eth.Address
		want   problem.Code
		field  string
	}{
		{"as signed", nil, nil, user, "", ""},
		{"another order", func(r *wire.DeployRequest) { r.Deploy.Order = 2 }, nil, user, problem.BadField, "deploy.orderId"},
		{"another manifest", nil, func(r *wire.DeployRequest) { r.Manifest += " " }, user, problem.BadField, "deploy.manifestHash"},
		{"roll back", func(r *wire.DeployRequest) { r.Deploy.From = 1 }, nil, user, "", ""},
		{"roll back to another manifest", func(r *wire.DeployRequest) { r.Deploy.From = 1 }, func(r *wire.DeployRequest) { r.Manifest = "services: {web: {}}" }, user, problem.BadField, "deploy.manifestHash"},
		{"too late", func(r *wire.DeployRequest) { r.Deploy.NotAfter = f.clock.Now().Add(-time.Second) }, nil, user, problem.Expired, ""},
		{"too far ahead", func(r *wire.DeployRequest) {
			r.Deploy.NotAfter = f.clock.Now().Add(62 * time.Minute).UTC().Truncate(time.Second)
		}, nil, user, problem.BadField, "deploy.notAfter"},
		{"a part of a second", nil, func(r *wire.DeployRequest) { r.Deploy.NotAfter = r.Deploy.NotAfter.Add(time.Millisecond) }, user, problem.BadField, "deploy.notAfter"},
		{"another gateway", func(r *wire.DeployRequest) { r.Deploy.Gateway = "relay.example" }, nil, user, problem.BadField, "deploy.gateway"},
		{"another revision", nil, func(r *wire.DeployRequest) { r.Deploy.Revision = 4 }, user, problem.BadSignature, ""},
		{"another user", nil, nil, eth.Address{7}, problem.BadSignature, ""},
		{"no signature", nil, func(r *wire.DeployRequest) { r.Signature = nil }, user, problem.BadSignature, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			req := wire.DeployRequest{Manifest: text, Deploy: typed.Deploy{Gateway: gateway, Order: 1, Format: "compose", ManifestHash: hash, Revision: 3, NotAfter: f.clock.Now().Add(time.Minute).UTC().Truncate(time.Second)}}
			if c.change != nil {
				c.change(&req)
			}
			sig, err := eip712.Sign(f.key, req.Deploy.Data(domain))
			if err != nil {
				t.Fatal(err)
			}
			req.Signature = sig
			if c.after != nil {
				c.after(&req)
			}
			_, err = f.Deploy(t.Context(), c.user, order.ID(1), req)
			var p *problem.Problem
			if c.want == "" && err != nil || c.want != "" && (!errors.As(err, &p) || p.Code != c.want || p.Field != c.field) {
				t.Errorf("got %v, want %s %s", err, c.want, c.field)
			}
		})
	}
}
