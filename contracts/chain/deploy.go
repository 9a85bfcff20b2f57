package chain

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/sha256"
	"errors"
	"fmt"
	"math/big"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"

	"berth/contracts/bind"
	"berth/shared/amount"
	"berth/shared/eth"
)

// Grant is a part of the genesis.
type Grant struct {
	To     eth.Address
	Amount amount.Amount
}

// Params are what can be chosen at the deployment, and not afterwards.
type Params struct {
	// Token is an existing ERC-20 to pay in; zero: Berth's own token is deployed with the fields below.
	Token   eth.Address
	Admin   eth.Address   // names minters; zero: nobody can, after the genesis
	Cap     amount.Amount // token units; zero: 10^9 tokens
	Minters []eth.Address
	Genesis []Grant

	ActivationWindow time.Duration // zero: 10 minutes

	// Staking is deployed too when this is set; it needs Berth's own token. Its pool is minted in the genesis, and it
	// becomes a minter.
	Staking *StakingParams
}

// StakingParams are what can be chosen of the staking contract.
type StakingParams struct {
	Pool         amount.Amount // token units, paid out at
	Emission     amount.Amount // token units a second
	MintPerMille uint32        // thousandths of what the market settles
	MintCap      amount.Amount // token units a day
	Maturity     time.Duration // how long a stake must have been there to count for probation; whole seconds
}

// DefaultActivationWindow is within what time a node must activate an order.
const DefaultActivationWindow = 10 * time.Minute

// Deploy puts the contracts on a chain and checks them. The contracts name each other, so their addresses are computed
// from the deployer's nonces: nothing else may send with the key meanwhile.
func Deploy(ctx context.Context, b Backend, key *ecdsa.PrivateKey, p Params) (Addresses, error) {
	if p.ActivationWindow == 0 {
		p.ActivationWindow = DefaultActivationWindow
	}
	if p.Cap.IsZero() {
		p.Cap = amount.Of(1e9).Mul(1e18)
	}
	window := p.ActivationWindow / time.Second
	if window < 1 || window >= 1<<32 || p.ActivationWindow%time.Second != 0 {
		return Addresses{}, fmt.Errorf("deploy: activation window %s: must be whole seconds, at least one", p.ActivationWindow)
	}
	if p.Staking != nil && !p.Token.IsZero() {
		return Addresses{}, errors.New("deploy: staking needs Berth's own token")
	}
	id, err := b.ChainID(ctx)
	if err != nil {
		return Addresses{}, fmt.Errorf("deploy: chain id: %w", err)
	}
	from := crypto.PubkeyToAddress(key.PublicKey)
	nonce, err := b.PendingNonceAt(ctx, from)
	if err != nil {
		return Addresses{}, fmt.Errorf("deploy: nonce: %w", err)
	}
	a := Addresses{ChainID: id.Uint64(), Token: p.Token}
	var codes [][]byte
	create := func() eth.Address {
		return eth.Address(crypto.CreateAddress(from, nonce+uint64(len(codes))))
	}
	if p.Token.IsZero() {
		a.Token = create()
		if p.Staking != nil { // behind token, registry and market
			a.Staking = eth.Address(crypto.CreateAddress(from, nonce+3))
			p.Minters = append(p.Minters[:len(p.Minters):len(p.Minters)], a.Staking)
			p.Genesis = append(p.Genesis[:len(p.Genesis):len(p.Genesis)], Grant{a.Staking, p.Staking.Pool})
		}
		minters := make([]common.Address, len(p.Minters))
		for i, m := range p.Minters {
			minters[i] = common.Address(m)
		}
		holders, amounts := make([]common.Address, len(p.Genesis)), make([]*big.Int, len(p.Genesis))
		for i, g := range p.Genesis {
			holders[i], amounts[i] = common.Address(g.To), toBig(g.Amount)
		}
		codes = append(codes, creation(bind.TokenMetaData.Bin,
			token.PackConstructor(common.Address(p.Admin), toBig(p.Cap), minters, holders, amounts)))
	}
	a.Registry = create()
	codes = append(codes, nil) // the registry needs the market's address, which comes next
	a.Market = create()
	codes[len(codes)-1] = creation(bind.RegistryMetaData.Bin, registry.PackConstructor(common.Address(a.Market)))
	codes = append(codes, creation(bind.MarketMetaData.Bin,
		market.PackConstructor(common.Address(a.Token), common.Address(a.Registry), common.Address(a.Staking), uint32(window))))

	if p.Staking != nil {
		codes = append(codes, creation(bind.StakingMetaData.Bin, staking.PackConstructor(
			common.Address(a.Token), common.Address(a.Market), toBig(p.Staking.Pool), toBig(p.Staking.Emission),
			big.NewInt(int64(p.Staking.MintPerMille)), toBig(p.Staking.MintCap),
			big.NewInt(int64(p.Staking.Maturity/time.Second)))))
	}

	c := New(b, a)
	s := NewSender(c, key, SenderConfig{})
	receipts, err := s.createAll(ctx, codes)
	if err != nil {
		return Addresses{}, fmt.Errorf("deploy: %w", err)
	}
	a.Block = receipts[0].BlockNumber.Uint64()
	if err := c.Verify(ctx); err != nil {
		return Addresses{}, fmt.Errorf("deploy: %w", err)
	}
	code, err := b.CodeAt(ctx, common.Address(a.Token), nil)
	if err != nil {
		return Addresses{}, fmt.Errorf("deploy: code of the token: %w", err)
	}
	a.TokenCode = sha256.Sum256(code)
	return a, nil
}

// stakingGas is enough for the creation of the staking contract, which cannot be estimated: it asks the token for its
// pool, and the token is not there yet.
const stakingGas = 3_000_000

var stakingCode = hexutil.MustDecode(bind.StakingMetaData.Bin)

func creation(bin string, args []byte) []byte { return append(hexutil.MustDecode(bin), args...) }

// createAll sends all creations at once and waits for them.
func (s *Sender) createAll(ctx context.Context, codes [][]byte) ([]*types.Receipt, error) {
	nonces := make([]uint64, len(codes))
	for i, code := range codes {
		gas := uint64(stakingGas)
		var err error
		if !bytes.HasPrefix(code, stakingCode) {
			gas, err = s.estimate(ctx, callMsg(s.from, code))
		}
		if err != nil {
			return nil, err
		}
		nonces[i], err = s.submit(ctx, func(nonce uint64, tip, most *big.Int) *types.DynamicFeeTx {
			return &types.DynamicFeeTx{
				ChainID: new(big.Int).SetUint64(s.c.a.ChainID), Nonce: nonce, GasTipCap: tip, GasFeeCap: most, Gas: gas, Data: code,
			}
		})
		if err != nil {
			return nil, err
		}
	}
	receipts := make([]*types.Receipt, len(codes))
	for i, nonce := range nonces {
		r, err := s.wait(ctx, nonce)
		if err != nil {
			return nil, err
		}
		if r.Status != types.ReceiptStatusSuccessful {
			return nil, fmt.Errorf("creation %d reverted in transaction %s", i, r.TxHash.Hex())
		}
		receipts[i] = r
	}
	return receipts, nil
}
