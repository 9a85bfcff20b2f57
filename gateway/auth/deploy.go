package auth

import (
	"context"
	"crypto/sha256"
	"time"

	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/scope"
	"berth/shared/typed"
	"berth/shared/wire"
)

// Signed is by whom a deployment is signed.
type Signed struct {
	// Access is the request with which the user's wallet authorised the key that has signed; nil: the wallet itself has.
	Access *wire.AccessRequest

	key *key
}

// Hold keeps what has signed from ending until done is called: a deployment is accepted before the end of its key, or not at
// all. An error says that it has ended.
func (s Signed) Hold() (done func(), err error) {
	if s.key == nil {
		return func() {}, nil
	}
	return s.key.hold()
}

// Deploy checks that a deployment is signed by the order's user, or by a key that the user's wallet has authorised for that,
// and is what was signed. One that rolls back has the earlier revision's manifest in it by then.
func (a *Auth) Deploy(ctx context.Context, user eth.Address, id order.ID, req wire.DeployRequest) (Signed, error) {
	now := a.now()
	switch {
	case req.Deploy.Gateway != a.gateway:
		return Signed{}, a.elsewhere("deploy.gateway")
	case req.Deploy.Order != id:
		return Signed{}, problem.Field("deploy.orderId", "this is order %s", id)
	case req.Deploy.ManifestHash != eth.Hash(sha256.Sum256([]byte(req.Manifest))) && req.Deploy.From != 0:
		return Signed{}, problem.Field("deploy.manifestHash", "the manifestHash of revision %d", req.Deploy.From)
	case req.Deploy.ManifestHash != eth.Hash(sha256.Sum256([]byte(req.Manifest))):
		return Signed{}, problem.Field("deploy.manifestHash", "SHA-256 of the manifest's bytes as sent")
	case !req.Deploy.NotAfter.After(now):
		return Signed{}, problem.New(400, problem.Expired, "the signature was good until %s", stamp(req.Deploy.NotAfter)).Remedy("sign again (here it is %s)", stamp(now))
	case req.Deploy.NotAfter.After(now.Add(typed.DeployLife + skew)):
		return Signed{}, problem.Field("deploy.notAfter", "at most an hour ahead (here it is %s)", stamp(now))
	case !whole(req.Deploy.NotAfter):
		return Signed{}, problem.Field("deploy.notAfter", "whole seconds, as what is signed has them")
	}
	if req.Key == "" {
		return Signed{}, a.signedBy(ctx, user, req.Deploy.Data(a.domain), req.Signature)
	}
	return a.deployByKey(user, req, now)
}

func (a *Auth) deployByKey(user eth.Address, req wire.DeployRequest, now time.Time) (Signed, error) {
	if err := a.signedByKey(req.Key, req.Deploy.Data(a.domain), req.Signature, now); err != nil {
		return Signed{}, err
	}
	k, err := a.allowed(user, req.Key, func(k *key) error {
		switch x := k.Request.Access; {
		case !a.covers(x.Order, req.Deploy.Order):
			return problem.New(403, problem.NotYours, "this key is not for order %s", req.Deploy.Order).Remedy("have the wallet authorise one that is")
		case !x.Scopes.Has(scope.Deploy):
			return scopeMissing("this key", scope.Deploy)
		case req.Deploy.NotAfter.After(x.NotAfter):
			return problem.Field("deploy.notAfter", "not after the key's own end, %s", stamp(x.NotAfter))
		}
		return nil
	})
	if err != nil {
		return Signed{}, err
	}
	return Signed{Access: &k.Request, key: k}, nil
}
