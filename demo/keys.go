package main

import (
	"crypto/ecdsa"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/crypto"

	"berth/shared/eth"
)

// keys are all the keys that the demo holds. They are made at random on the first start, so that nobody's demo can be
// signed for by somebody else, and are kept in the state folder.
type keys struct {
	Deployer key
	Agent    key // the platform's, which users may name to look after their orders
	Certify  key // the platform's, which signs what it finds out about nodes, and pays for it
	Relay    key // the platform's, which pays the gas of users' first orders
	Users    []key
	Nodes    []nodeKeys
}

// nodeKeys are a node's cold wallet and its gateway's hot key.
type nodeKeys struct{ Wallet, Operator key }

// key is a private key with a text form.
type key struct{ *ecdsa.PrivateKey }

// Address is the key's account.
func (k key) Address() eth.Address { return eth.Address(crypto.PubkeyToAddress(k.PublicKey)) }

// hex is the key as flags take it.
func (k key) hex() string { return hex.EncodeToString(crypto.FromECDSA(k.PrivateKey)) }

// MarshalText implements encoding.TextMarshaler.
func (k key) MarshalText() ([]byte, error) {
	return []byte(hexutil.Encode(crypto.FromECDSA(k.PrivateKey))), nil
}

// UnmarshalText implements encoding.TextUnmarshaler.
func (k *key) UnmarshalText(b []byte) error {
	raw, err := hexutil.Decode(string(b))
	if err != nil {
		return errors.New("private key: must be 0x and 64 hex digits")
	}
	k.PrivateKey, err = crypto.ToECDSA(raw)
	return err
}

// loadKeys reads the key file, or makes one for so many users and nodes.
func loadKeys(path string, users, nodes int) (keys, error) {
	b, err := os.ReadFile(path)
	if err == nil {
		var k keys
		if err := json.Unmarshal(b, &k); err != nil {
			return keys{}, fmt.Errorf("%s: %w; start afresh with --fresh", path, err)
		}
		if k.Agent.PrivateKey == nil || k.Certify.PrivateKey == nil || k.Relay.PrivateKey == nil {
			return keys{}, fmt.Errorf("%s: is of an older demo; start afresh with --fresh (make demo ARGS=--fresh)", path)
		}
		if len(k.Users) != users || len(k.Nodes) != nodes {
			return keys{}, fmt.Errorf("%s: has %d users and %d nodes, this demo has %d and %d; start afresh with --fresh",
				path, len(k.Users), len(k.Nodes), users, nodes)
		}
		return k, nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return keys{}, fmt.Errorf("keys: %w", err)
	}
	var k keys
	for _, to := range []*key{&k.Deployer, &k.Agent, &k.Certify, &k.Relay} {
		if *to, err = newKey(); err != nil {
			return keys{}, err
		}
	}
	for range users {
		u, err := newKey()
		if err != nil {
			return keys{}, err
		}
		k.Users = append(k.Users, u)
	}
	for range nodes {
		var n nodeKeys
		if n.Wallet, err = newKey(); err != nil {
			return keys{}, err
		}
		if n.Operator, err = newKey(); err != nil {
			return keys{}, err
		}
		k.Nodes = append(k.Nodes, n)
	}
	if b, err = json.MarshalIndent(k, "", "  "); err != nil {
		return keys{}, err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return keys{}, fmt.Errorf("keys: %w", err)
	}
	return k, os.WriteFile(path, append(b, '\n'), 0o600)
}

func newKey() (key, error) {
	k, err := crypto.GenerateKey()
	return key{k}, err
}
