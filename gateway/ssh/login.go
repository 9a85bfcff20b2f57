package ssh

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"time"

	"golang.org/x/crypto/ssh"

	"berth/gateway/auth"
	"berth/gateway/proxy"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/pubkey"
	"berth/shared/scope"
)

// admitted is who has logged in, for what.
type admitted struct {
	auth.Pass
	order   order.ID
	service string
}

// admittedKey is where a login's permissions have it.
type admittedKey struct{}

// login is a client that has not logged in yet. It is asked by one goroutine.
type login struct {
	server *Server
	told   bool
	err    error  // why a key was not enough, last; nil: none was tried, or nobody has it
	seat   func() // gives back what it has taken; nil: it has none
}

var errRefused = errors.New("ssh: refused")

// keyWait is how long the decision about a key may take: an order may be one that this node is about to see on the chain.
const keyWait = 5 * time.Second

func (l *login) config() *ssh.ServerConfig {
	c := &ssh.ServerConfig{
		Config: ssh.Config{
			KeyExchanges: []string{ssh.KeyExchangeMLKEM768X25519, ssh.KeyExchangeCurve25519},
			Ciphers:      []string{ssh.CipherAES128GCM, ssh.CipherAES256GCM, ssh.CipherChaCha20Poly1305},
			MACs:         []string{ssh.HMACSHA256ETM, ssh.HMACSHA512ETM},
		},
		PublicKeyAuthAlgorithms:   []string{ssh.KeyAlgoED25519, ssh.KeyAlgoECDSA256},
		MaxAuthTries:              l.server.limits.tries,
		ServerVersion:             "SSH-2.0-Berth",
		PublicKeyCallback:         l.offered,
		VerifiedPublicKeyCallback: l.signed,
	}
	c.AddHostKey(l.server.cfg.HostKey)
	return c
}

// offered answers whether a key is worth signing with. It depends on the key alone: no user name makes a difference, so that
// nobody finds orders by it.
func (l *login) offered(_ ssh.ConnMetadata, key ssh.PublicKey) (*ssh.Permissions, error) {
	if k, ok := written(key); !ok || !l.server.cfg.Keys.KnowsKey(k) {
		return nil, errRefused
	}
	return nil, nil
}

// signed decides once a client has shown that it has the key.
func (l *login) signed(meta ssh.ConnMetadata, key ssh.PublicKey, _ *ssh.Permissions, _ string) (*ssh.Permissions, error) {
	in, err := l.admit(meta.User(), key)
	l.err = err
	if err == nil {
		return &ssh.Permissions{ExtraData: map[any]any{admittedKey{}: in}}, nil
	}
	if l.told {
		return nil, errRefused
	}
	l.told = true
	return nil, &ssh.BannerError{Err: errRefused, Message: lines(err)}
}

// why is the reason for which there was no login.
func (l *login) why() string {
	if r := reason(l.err); r != other {
		return r
	}
	return noLogin
}

// admit tells for what a key is good under a user name. Of whose order it is not the owner's key, nothing is said.
func (l *login) admit(user string, key ssh.PublicKey) (admitted, error) {
	k, ok := written(key)
	name, id, named := proxy.Parse(user)
	if !ok || !named {
		return admitted{}, errRefused
	}
	ctx, cancel := context.WithTimeout(l.server.ended, keyWait)
	defer cancel()
	id = l.server.cfg.Orders.Current(id)
	pass, err := l.server.cfg.Keys.KeyPass(ctx, k, id)
	if err != nil {
		return admitted{}, fmt.Errorf("%w: %w", errRefused, err)
	}
	if err := pass.Needs(scope.Shell); err != nil {
		return admitted{}, err
	}
	return admitted{pass, id, name}, l.take(pass, id)
}

// take takes a place for one more connection.
func (l *login) take(pass auth.Pass, id order.ID) error {
	s := l.server
	if !s.byOrder.Take(id) {
		return problem.New(429, problem.TooMany, "order %s has %d SSH connections open already", id, s.limits.orders).Remedy("close one of them")
	}
	if !s.byUser.Take(pass.User) {
		s.byOrder.Give(id)
		return problem.New(429, problem.TooMany, "you have %d SSH connections open already", s.limits.users).Remedy("close one of them")
	}
	l.giveBack() // of an earlier try
	l.seat = func() {
		s.byOrder.Give(id)
		s.byUser.Give(pass.User)
	}
	return nil
}

func (l *login) giveBack() {
	if l.seat != nil {
		l.seat()
		l.seat = nil
	}
}

// written is a key as wallets authorise it; of a kind that they do not, or of a certificate, it is not.
func written(key ssh.PublicKey) (pubkey.Key, bool) {
	if t := key.Type(); t != ssh.KeyAlgoED25519 && t != ssh.KeyAlgoECDSA256 {
		return "", false
	}
	k := pubkey.Key(key.Type() + " " + base64.StdEncoding.EncodeToString(key.Marshal()))
	return k, k.Validate() == nil
}
