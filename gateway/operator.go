package gateway

import (
	"crypto/ecdsa"
	"errors"
	"fmt"
	"io/fs"
	"sync"
	"time"

	"berth/gateway/opkey"
	"berth/shared/eth"
)

// operators are the keys that a gateway signs and sends with: its operator key and, while one follows the other, the next one.
// The registry decides which of them it is, so that a gateway goes on without a break when the node's wallet names the next. It
// is safe for concurrent use once named is set.
type operators struct {
	own        *ecdsa.PrivateKey
	setting    string // of the next key, whose file may come to be there later; empty: none will follow
	passphrase string
	named      func() eth.Address // by the registry, as far as the gateway has seen; nil: not known yet

	mu    sync.Mutex
	next  *ecdsa.PrivateKey // nil: not there yet
	tried time.Time         // when it was looked for last
}

// retryNext is how often the next key's file is looked for while the registry names a key that is not there.
const retryNext = time.Second

// newOperators reads the keys of the settings. The error names the flag.
func newOperators(c *Config) (*operators, error) {
	own, err := opkey.Read(c.OperatorKey, c.OperatorPassphrase)
	if err != nil {
		return nil, fmt.Errorf("--operator-key: %w", err)
	}
	o := &operators{own: own, setting: c.NextOperatorKey, passphrase: c.OperatorPassphrase}
	if o.setting == "" {
		return o, nil
	}
	if o.next, err = opkey.Read(o.setting, o.passphrase); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("--next-operator-key: %w", err)
	}
	return o, nil
}

// now is the key to sign and send with.
func (o *operators) now() *ecdsa.PrivateKey {
	if o.setting == "" || o.named == nil {
		return o.own
	}
	named := o.named()
	if named == opkey.Address(o.own) {
		return o.own
	}
	if next := o.follow(named); next != nil {
		return next
	}
	return o.own
}

// follow is the next key, if it is the one that the registry names. Its file is read when it is needed.
func (o *operators) follow(named eth.Address) *ecdsa.PrivateKey {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.next != nil && opkey.Address(o.next) == named {
		return o.next
	}
	if named.IsZero() || time.Since(o.tried) < retryNext {
		return nil
	}
	o.tried = time.Now()
	key, err := opkey.Read(o.setting, o.passphrase)
	if err != nil || opkey.Address(key) != named {
		return nil // it is somebody else's, which readiness tells of
	}
	o.next = key
	return key
}

// address is the account of that key.
func (o *operators) address() eth.Address { return opkey.Address(o.now()) }

// operators are the keys of the settings, read once: a key under a passphrase takes a second.
func (c *Config) operators() (*operators, error) {
	if c.keys == nil {
		keys, err := newOperators(c)
		if err != nil {
			return nil, err
		}
		c.keys = keys
	}
	return c.keys, nil
}
