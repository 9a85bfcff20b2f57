// Package devwallet is the signing half of the demo's "Dev wallet": the standard wallet methods (EIP-1193's
// eth_accounts, personal_sign, eth_signTypedData_v4 and eth_sendTransaction) over keys that are known to everybody, as a
// part of the demo's JSON-RPC endpoint. The half that asks before it signs is assets/devwallet.js in the browser.
package devwallet

import (
	"context"
	"crypto/ecdsa"
	"encoding/json"
	"fmt"
	"math/big"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/ethclient"
	"github.com/ethereum/go-ethereum/node"
	"github.com/ethereum/go-ethereum/rpc"
	"github.com/ethereum/go-ethereum/signer/core/apitypes"

	"berth/shared/eth"
	"berth/shared/server/eip712"
)

// Wallet signs with a fixed set of keys. Its methods are safe for concurrent use.
type Wallet struct {
	keys   map[common.Address]*ecdsa.PrivateKey
	order  []common.Address
	named  []Account
	client *ethclient.Client
	signer types.Signer

	mu sync.Mutex // one transaction at a time, so that nonces follow each other
}

// Account is one of the wallet's, as its owner knows it.
type Account struct {
	Address common.Address `json:"address"`
	Kind    Kind           `json:"kind"`
	Label   string         `json:"label"` // tells it from others of its kind
}

// Kind is whose account it is.
type Kind string

// The kinds. The half in the browser has words for each.
const (
	User Kind = "user"
	Node Kind = "node" // a node's wallet
)

// New makes a wallet without keys.
func New(client *ethclient.Client, chainID uint64) *Wallet {
	return &Wallet{keys: map[common.Address]*ecdsa.PrivateKey{}, client: client, signer: types.LatestSignerForChainID(new(big.Int).SetUint64(chainID))}
}

// Add takes one more key; accounts are listed in their order. It must not be called once the wallet is in use.
func (w *Wallet) Add(k *ecdsa.PrivateKey, kind Kind, label string) {
	a := crypto.PubkeyToAddress(k.PublicKey)
	w.keys[a] = k
	w.order = append(w.order, a)
	w.named = append(w.named, Account{a, kind, label})
}

// Register adds the wallet's methods to an RPC server.
func (w *Wallet) Register(s *rpc.Server) error {
	if err := s.RegisterName("eth", ethMethods{w}); err != nil {
		return fmt.Errorf("rpc: wallet: %w", err)
	}
	if err := s.RegisterName("berth", berthMethods{w}); err != nil {
		return fmt.Errorf("rpc: wallet: %w", err)
	}
	return s.RegisterName("personal", personalMethods{w})
}

func (w *Wallet) key(a common.Address) (*ecdsa.PrivateKey, error) {
	k, ok := w.keys[a]
	if !ok {
		return nil, rpcError{4100, fmt.Sprintf("account %s is not in the Dev wallet", a)}
	}
	return k, nil
}

type personalMethods struct{ w *Wallet }

type berthMethods struct{ w *Wallet }

// Accounts is berth_accounts: what the accounts are, for the half in the browser.
func (m berthMethods) Accounts() []Account { return m.w.named }

type ethMethods struct{ w *Wallet }

// Accounts is eth_accounts.
func (m ethMethods) Accounts() []common.Address { return m.w.order }

// RequestAccounts is eth_requestAccounts (EIP-1102).
func (m ethMethods) RequestAccounts() []common.Address { return m.w.order }

// SignTypedData_v4 is eth_signTypedData_v4 (EIP-712). The data is a JSON object, or a string that holds one.
func (m ethMethods) SignTypedData_v4(from common.Address, raw json.RawMessage) (hexutil.Bytes, error) {
	key, err := m.w.key(from)
	if err != nil {
		return nil, err
	}
	var text string
	if json.Unmarshal(raw, &text) == nil {
		raw = json.RawMessage(text)
	}
	var data apitypes.TypedData
	if err := json.Unmarshal(raw, &data); err != nil {
		return nil, rpcError{-32602, "typed data: " + err.Error()}
	}
	hash, _, err := apitypes.TypedDataAndHash(data)
	if err != nil {
		return nil, rpcError{-32602, "typed data: " + err.Error()}
	}
	sig, err := eip712.SignHash(key, eth.Hash(hash))
	return hexutil.Bytes(sig), err
}

// Transaction is the parameter of eth_sendTransaction. What is absent is filled in.
type Transaction struct {
	From                 common.Address  `json:"from"`
	To                   *common.Address `json:"to"`
	Gas                  *hexutil.Uint64 `json:"gas"`
	MaxFeePerGas         *hexutil.Big    `json:"maxFeePerGas"`
	MaxPriorityFeePerGas *hexutil.Big    `json:"maxPriorityFeePerGas"`
	Value                *hexutil.Big    `json:"value"`
	Nonce                *hexutil.Uint64 `json:"nonce"`
	Data                 hexutil.Bytes   `json:"data"`
	Input                hexutil.Bytes   `json:"input"`
	ChainID              *hexutil.Big    `json:"chainId"`
}

// SendTransaction is eth_sendTransaction. A call that would fail is refused with the contract's error data.
func (m ethMethods) SendTransaction(ctx context.Context, t Transaction) (common.Hash, error) {
	w := m.w
	key, err := w.key(t.From)
	if err != nil {
		return common.Hash{}, err
	}
	chainID := w.signer.ChainID()
	if t.ChainID != nil && t.ChainID.ToInt().Cmp(chainID) != 0 {
		return common.Hash{}, rpcError{4901, fmt.Sprintf("chainId: this is chain %v", chainID)}
	}
	data := []byte(t.Data)
	if len(t.Input) > 0 {
		data = t.Input
	}
	value := (*big.Int)(t.Value)
	if value == nil {
		value = new(big.Int)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	head, err := w.client.HeaderByNumber(ctx, nil)
	if err != nil {
		return common.Hash{}, fmt.Errorf("head: %w", err)
	}
	tip := big.NewInt(1_000_000_000)
	if t.MaxPriorityFeePerGas != nil {
		tip = t.MaxPriorityFeePerGas.ToInt()
	}
	feeCap := new(big.Int).Add(tip, new(big.Int).Lsh(head.BaseFee, 1))
	if t.MaxFeePerGas != nil {
		feeCap = t.MaxFeePerGas.ToInt()
	}
	gas := uint64(0)
	if t.Gas != nil {
		gas = uint64(*t.Gas)
	} else {
		gas, err = w.client.EstimateGas(ctx, ethereum.CallMsg{From: t.From, To: t.To, Value: value, Data: data})
		if err != nil {
			return common.Hash{}, err
		}
		gas += gas / 4 // storage may have changed by the time the transaction is mined
	}
	nonce := uint64(0)
	if t.Nonce != nil {
		nonce = uint64(*t.Nonce)
	} else if nonce, err = w.client.PendingNonceAt(ctx, t.From); err != nil {
		return common.Hash{}, fmt.Errorf("nonce: %w", err)
	}
	tx, err := types.SignNewTx(key, w.signer, &types.DynamicFeeTx{
		ChainID: chainID, Nonce: nonce, To: t.To, Value: value, Gas: gas, GasFeeCap: feeCap, GasTipCap: tip, Data: data,
	})
	if err != nil {
		return common.Hash{}, fmt.Errorf("sign: %w", err)
	}
	return tx.Hash(), w.client.SendTransaction(ctx, tx)
}

// Sign is personal_sign (EIP-191): the message first, then the account.
func (m personalMethods) Sign(message hexutil.Bytes, from common.Address) (hexutil.Bytes, error) {
	key, err := m.w.key(from)
	if err != nil {
		return nil, err
	}
	sig, err := eip712.SignHash(key, eip712.PersonalHash(message))
	return hexutil.Bytes(sig), err
}

// rpcError is an error with EIP-1193's code.
type rpcError struct {
	code int
	text string
}

func (e rpcError) Error() string  { return e.text }
func (e rpcError) ErrorCode() int { return e.code }

// Chain registers its public methods.
type Chain interface{ Register(*rpc.Server) error }

// Handler serves JSON-RPC over HTTP and WebSocket. The pages of the given origins have the wallet's methods, too, so that no
// other page can sign. Wallets that are extensions of the browser, and tools, which name no origin, may read and send signed
// transactions. Every other page is refused, whatever it asks: it has no business on this machine. Host names other than
// those given are refused, against DNS rebinding.
func Handler(c Chain, w *Wallet, origins []string, hosts []string) (http.Handler, func(), error) {
	public, private := rpc.NewServer(), rpc.NewServer()
	for _, s := range []*rpc.Server{public, private} {
		if err := c.Register(s); err != nil {
			return nil, nil, err
		}
	}
	if err := w.Register(private); err != nil {
		return nil, nil, err
	}
	open := node.NewHTTPHandlerStack(public, nil, hosts, nil, true)
	own := node.NewHTTPHandlerStack(private, origins, hosts, nil, true)
	ws := public.WebsocketHandler([]string{"*"}) // who may is decided here
	h := http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if !slices.Contains(hosts, hostname(r.Host)) {
			http.Error(rw, "invalid host specified", http.StatusForbidden)
			return
		}
		app := false
		switch named := r.Header.Values("Origin"); {
		case len(named) == 1 && slices.Contains(origins, named[0]):
			app = true
		case len(named) == 1 && extension(named[0]):
			rw.Header().Set("Access-Control-Allow-Origin", named[0])
			rw.Header().Set("Access-Control-Allow-Headers", "Content-Type")
			rw.Header().Set("Vary", "Origin")
		case len(named) > 0 || !slices.Contains([]string{"", "none", "same-origin"}, r.Header.Get("Sec-Fetch-Site")):
			http.Error(rw, "this origin may not use the demo's chain", http.StatusForbidden)
			return
		}
		switch {
		case strings.EqualFold(r.Header.Get("Upgrade"), "websocket"):
			ws.ServeHTTP(rw, r)
		case app:
			own.ServeHTTP(rw, r)
		default:
			open.ServeHTTP(rw, r)
		}
	})
	return h, func() { public.Stop(); private.Stop() }, nil
}

// extension reports whether an origin is that of a browser's extension, such as a wallet; no page can have one.
func extension(origin string) bool {
	for _, scheme := range []string{"chrome-extension://", "moz-extension://", "safari-web-extension://"} {
		if strings.HasPrefix(origin, scheme) {
			return true
		}
	}
	return false
}

// hostname is a Host header's name, without the port.
func hostname(hostport string) string {
	if i := strings.LastIndexByte(hostport, ':'); i > 0 && !strings.HasSuffix(hostport, "]") {
		hostport = hostport[:i]
	}
	return strings.ToLower(hostport)
}
