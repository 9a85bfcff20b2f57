package gateway

import (
	"crypto/ecdsa"
	"errors"
	"fmt"

	"berth/gateway/opkey"
	"berth/shared/eth"
)

// operators are the keys that a gateway signs and sends with: its operator key and, while one follows the other, the next one.
// The registry decides which of them it is, so that a gateway goes on without a break when the node's wallet names the next. It
// is safe for concurrent use once named is set.
type operators struct {
	own, next *ecdsa.PrivateKey  // next is nil: there is none
	named     func() eth.Address // by the registry, as far as the gateway has seen; nil: not known yet
}

// newOperators reads the keys of the settings. The error names the flag.
func newOperators(c *Config) (*operators, error) {
	own, err := opkey.Read(c.OperatorKey, c.OperatorPassphrase)
	if err != nil {
		return nil, fmt.Errorf("--operator-key: %w", err)
	}
	o := &operators{own: own}
	if c.NextOperatorKey == "" {
		return o, nil
	}
	if o.next, err = opkey.Read(c.NextOperatorKey, c.OperatorPassphrase); err != nil {
		return nil, fmt.Errorf("--next-operator-key: %w", err)
	}
	if o.next.Equal(o.own) {
		return nil, errors.New("--next-operator-key: is the operator key itself")
	}
	return o, nil
}

// now is the key to sign and send with.
func (o *operators) now() *ecdsa.PrivateKey {
	if o.next != nil && o.named != nil && o.named() == opkey.Address(o.next) {
		return o.next
	}
	return o.own
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
