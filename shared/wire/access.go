package wire

import (
	"time"

	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/pubkey"
	"berth/shared/scope"
	"berth/shared/typed"
)

// AccessRequest is POST /v1/access → AccessToken. Access says for how long, for which orders and for what; with a key in it
// that key is authorised for as long, and may ask by itself from then on: with a message of its own, for no more than the
// wallet allowed, and ByKey.
type AccessRequest struct {
	Access    typed.Access `json:"access"`
	Signature eth.Bytes    `json:"signature"`       // the user's; with ByKey that of Access.Key, see typed.Data.Canonical
	ByKey     bool         `json:"byKey,omitempty"` // the wallet has authorised Access.Key before
}

// AccessToken is a bearer token for this gateway's API.
type AccessToken struct {
	Token     string    `json:"token"`
	ID        string    `json:"id"` // by which Grants lists it
	ExpiresAt time.Time `json:"expiresAt"`
	Scopes    scope.Set `json:"scopes"`
	Key       string    `json:"key,omitempty"` // id of the access key by which it was got
}

// Grants is GET /v1/access (bearer token): the caller's tokens and access keys, the oldest first. With a token for one order
// it is those for that order. DELETE /v1/access/{id} ends one of them, DELETE /v1/access all: at once, and with a key the
// tokens that were got by it, with a token the streams, shells and forwards that are open by it and the cookies that were
// got by it. Share links stay, since they are the order's: LinkedBy names who made them.
type Grants struct {
	Tokens []Grant     `json:"tokens"`
	Keys   []AccessKey `json:"keys"`
}

// Grant is a bearer token that is good, without the token itself.
type Grant struct {
	ID        string    `json:"id"`
	Order     order.ID  `json:"orderId,omitempty"` // absent: all of the user's orders
	Scopes    scope.Set `json:"scopes"`
	Key       string    `json:"key,omitempty"` // id of the access key by which it was got; absent: the wallet's own
	IssuedAt  time.Time `json:"issuedAt"`
	ExpiresAt time.Time `json:"expiresAt"`
	UsedAt    time.Time `json:"usedAt,omitzero"` // absent: not since the gateway was started
	Current   bool      `json:"current,omitempty"`
}

// AccessKey is a key of a device, a CI job or an SSH client that the wallet has authorised.
type AccessKey struct {
	ID          string     `json:"id"`
	Name        string     `json:"name,omitempty"`
	Key         pubkey.Key `json:"key"`
	Fingerprint string     `json:"fingerprint"`       // as ssh-keygen -l shows it: SHA256:…
	Order       order.ID   `json:"orderId,omitempty"` // absent: all of the user's orders
	Scopes      scope.Set  `json:"scopes"`
	IssuedAt    time.Time  `json:"issuedAt"`
	ExpiresAt   time.Time  `json:"expiresAt"`
	UsedAt      time.Time  `json:"usedAt,omitzero"`   // absent: never
	Current     bool       `json:"current,omitempty"` // the token that this is asked with was got by it
}

// Proof is GET /v1/orders/{id}/deployment/revisions/{number}/proof (bearer token): the chain of signatures from the user's
// wallet to what was deployed. It can be checked without the gateway, also after the key was revoked.
type Proof struct {
	User      eth.Address    `json:"user"`
	Deploy    typed.Deploy   `json:"deploy"`
	Signature eth.Bytes      `json:"signature"`        // of Access.Key over Deploy, where there is one, else of the user
	Access    *AccessRequest `json:"access,omitempty"` // with which the user authorised the key
}
