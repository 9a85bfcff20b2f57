package agent

import (
	"context"
	"crypto/ecdsa"
	"errors"
	"os"
	"strings"

	"github.com/ethereum/go-ethereum/crypto"

	"berth/contracts/chain"
	"berth/shared/eth"
)

// OnChain reads what the agent at an address may do.
type OnChain struct {
	*chain.Client
	Agent eth.Address
}

var (
	_ Chain  = OnChain{}
	_ Sender = (*chain.Sender)(nil)
)

// Means implements Chain.
func (c OnChain) Means(ctx context.Context, user, token eth.Address) (m Means, err error) {
	if m.Until, m.Budget, err = c.Budget(ctx, user, c.Agent, token); err != nil {
		return m, err
	}
	if m.Allowance, err = c.Token(token).Allowance(ctx, user, c.Addresses().Market); err != nil {
		return m, err
	}
	m.Balance, err = c.Token(token).Balance(ctx, user)
	return m, err
}

// ReadKey reads the agent's key: 64 hex digits, or @ and the path of a file with them. Errors do not show it.
func ReadKey(text string) (*ecdsa.PrivateKey, error) {
	if path, ok := strings.CutPrefix(text, "@"); ok {
		raw, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		text = string(raw)
	}
	key, err := crypto.HexToECDSA(strings.TrimPrefix(strings.TrimSpace(text), "0x"))
	if err != nil {
		return nil, errors.New("must be 64 hex digits of a secp256k1 key, or @ and the name of a file with them")
	}
	return key, nil
}
