package chain

import (
	"bytes"
	"context"
	"crypto/ecdsa"
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
	"berth/shared/wire"
)

// Grant is a part of the genesis.
type Grant struct {
	To     eth.Address
	Amount amount.Amount
}

// Params are what can be chosen at the deployment, and not afterwards.
type Params struct {
	Admin   eth.Address   // names minters of Berth's token; zero: nobody can, after the genesis
	Cap     amount.Amount // token units; zero: 10^9 tokens
	Minters []eth.Address
	Genesis []Grant

	Coins   []wire.Coin // existing tokens to pay in beside Berth's own; the first becomes the default. All but Dollar is read from them
	Lister  eth.Address // may list more tokens; zero: nobody
	Permit2 eth.Address // Uniswap's on this chain; zero: none

	ActivationWindow time.Duration // zero: 10 minutes
	FeeBps           uint16        // of settlements in Berth's own token, to the stakers; basis points, 500 at most, 0 without staking
	MaxReferrerShare uint16        // basis points, 3000 at most

	// Staking is deployed too when this is set. Its pool is minted in the genesis, and it becomes a minter.
	Staking *StakingParams
}

// StakingParams are what can be chosen of the staking contract.
type StakingParams struct {
	Pool         amount.Amount // token units, paid out at
	Emission     amount.Amount // token units a second
	MintPerMille uint32        // thousandths of the fees that are minted beside them, 500 at most
	MintCap      amount.Amount // token units a day
	Maturity     time.Duration // how long a stake must have been there to count for probation; whole seconds, more than 7 days
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
	id, err := b.ChainID(ctx)
	if err != nil {
		return Addresses{}, fmt.Errorf("deploy: chain id: %w", err)
	}
	from := crypto.PubkeyToAddress(key.PublicKey)
	nonce, err := b.PendingNonceAt(ctx, from)
	if err != nil {
		return Addresses{}, fmt.Errorf("deploy: nonce: %w", err)
	}
	create := func(i uint64) eth.Address { return eth.Address(crypto.CreateAddress(from, nonce+i)) }
	a := Addresses{ChainID: id.Uint64(), Token: create(0), Registry: create(1), Market: create(2), Permit2: p.Permit2}
	if p.Staking != nil {
		a.Staking = create(3)
		p.Minters = append(p.Minters[:len(p.Minters):len(p.Minters)], a.Staking)
		p.Genesis = append(p.Genesis[:len(p.Genesis):len(p.Genesis)], Grant{a.Staking, p.Staking.Pool})
	}
	coins := make([]common.Address, len(p.Coins))
	for i, coin := range p.Coins {
		f, err := New(b, a).Token(coin.Address).Facts(ctx)
		if err != nil {
			return Addresses{}, fmt.Errorf("deploy: %w", err)
		}
		coins[i] = common.Address(coin.Address)
		a.Tokens = append(a.Tokens, wire.Coin{Address: coin.Address, Symbol: f.Symbol, Decimals: f.Decimals, Code: f.Code, Dollar: coin.Dollar})
	}
	a.Tokens = append(a.Tokens, wire.Coin{Address: a.Token, Symbol: nativeSymbol, Decimals: NativeDecimals})
	minters := make([]common.Address, len(p.Minters))
	for i, m := range p.Minters {
		minters[i] = common.Address(m)
	}
	holders, amounts := make([]common.Address, len(p.Genesis)), make([]*big.Int, len(p.Genesis))
	for i, g := range p.Genesis {
		holders[i], amounts[i] = common.Address(g.To), toBig(g.Amount)
	}
	codes := [][]byte{
		creation(bind.TokenMetaData.Bin, token.PackConstructor(common.Address(p.Admin), toBig(p.Cap), minters, holders, amounts)),
		creation(bind.RegistryMetaData.Bin, registry.PackConstructor(common.Address(a.Market))),
		creation(bind.MarketMetaData.Bin, market.PackConstructor(bind.MarketStateConfig{
			NativeToken: common.Address(a.Token), Registry: common.Address(a.Registry), Staking: common.Address(a.Staking), Permit2: common.Address(p.Permit2),
			Lister: common.Address(p.Lister), ActivationWindow: uint32(window), FeeBps: p.FeeBps, MaxReferrerShare: p.MaxReferrerShare, Tokens: coins,
		})),
	}
	if p.Staking != nil {
		codes = append(codes, creation(bind.StakingMetaData.Bin, staking.PackConstructor(
			common.Address(a.Token), common.Address(a.Market), toBig(p.Staking.Pool), toBig(p.Staking.Emission),
			big.NewInt(int64(p.Staking.MintPerMille)), toBig(p.Staking.MintCap),
			big.NewInt(int64(p.Staking.Maturity/time.Second)))))
	}

	c := New(b, a)
	s := NewSender(c, key, SenderConfig{})
	receipts, err := s.createAll(ctx, codes, blind)
	if err != nil {
		return Addresses{}, fmt.Errorf("deploy: %w", err)
	}
	a.Block = receipts[0].BlockNumber.Uint64()
	if err := c.Verify(ctx); err != nil {
		return Addresses{}, fmt.Errorf("deploy: %w", err)
	}
	return a, nil
}

// DeployDollar puts play money of six decimals on a chain, for demos and tests; its deployer mints it.
func DeployDollar(ctx context.Context, b Backend, key *ecdsa.PrivateKey) (eth.Address, error) {
	return Put(ctx, b, key, hexutil.MustDecode(bind.DemoDollarMetaData.Bin))
}

// Put puts one contract on a chain, out of its creation code with its arguments.
func Put(ctx context.Context, b Backend, key *ecdsa.PrivateKey, code []byte) (eth.Address, error) {
	id, err := b.ChainID(ctx)
	if err != nil {
		return eth.Address{}, fmt.Errorf("deploy: chain id: %w", err)
	}
	s := NewSender(New(b, Addresses{ChainID: id.Uint64()}), key, SenderConfig{})
	receipts, err := s.createAll(ctx, [][]byte{code}, nil)
	if err != nil {
		return eth.Address{}, fmt.Errorf("deploy: %w", err)
	}
	return eth.Address(receipts[0].ContractAddress), nil
}

// What Berth's own token says of itself.
const (
	nativeSymbol   = "BRT"
	NativeDecimals = 18
)

// blind is what is enough for the creations that cannot be estimated, since they ask contracts that are not there yet: the
// market asks the registry and the tokens, staking the market and the token.
var blind = map[string]uint64{bind.MarketMetaData.Bin: 9_000_000, bind.StakingMetaData.Bin: 4_000_000}

func creation(bin string, args []byte) []byte { return append(hexutil.MustDecode(bin), args...) }

// createAll sends all creations at once and waits for them. blind has the gas, by code, of those that are not estimated.
func (s *Sender) createAll(ctx context.Context, codes [][]byte, blind map[string]uint64) ([]*types.Receipt, error) {
	nonces := make([]uint64, len(codes))
	for i, code := range codes {
		var gas uint64
		for bin, g := range blind {
			if bytes.HasPrefix(code, hexutil.MustDecode(bin)) {
				gas = g
			}
		}
		var err error
		if gas == 0 {
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
