package chain

import (
	"context"
	"crypto/ecdsa"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/rpc"

	"berth/shared/amount"
	"berth/shared/eth"
)

// SenderConfig tunes a Sender. Zero values are replaced by the defaults.
type SenderConfig struct {
	ReplaceAfter time.Duration // a transaction that is not mined by then gets higher fees; default 30 s
	Poll         time.Duration // how often a receipt is asked for; default 200 ms
	MaxFee       amount.Amount // the most that a unit of gas may cost, wei; default: no limit
	Nonces       Nonces        // nil: no other process sends with the key, or seldom
}

// Nonces has processes that share a key send one after the other: each may have an endpoint of its own, which has not heard yet of what another
// one's was sent.
type Nonces interface {
	// Use has send called while no other process's is; and again in another turn where that one was taken from it before it wrote anything. An error
	// means that nothing was sent, or is send's own.
	Use(ctx context.Context, send func(context.Context, Turn) error) error
}

// Turn is what a process is told when it is its turn to send. The zero Turn is that of a process that is alone.
type Turn struct {
	Least uint64 // the least nonce that is free by what all of them have sent
	Sent  []Sent // what they have sent lately. Whoever did may be gone, and its endpoint with it: one's own endpoint is sent what it has not heard of

	// Write keeps what is about to be sent, in place of another with its nonce; without it nothing is sent. Erase takes it back: an endpoint refused it.
	// What could not be taken back may be sent by others.
	Write func(context.Context, Sent) error
	Erase func(context.Context) error
}

// Sent is a transaction as it is sent.
type Sent struct {
	Nonce uint64 `json:"nonce"`
	Raw   []byte `json:"raw"` // EIP-2718
}

// ErrFeeTooHigh is a transaction that was not sent because gas costs more than MaxFee.
var ErrFeeTooHigh = errors.New("gas costs more than is allowed")

// ErrUnknownOutcome is a transaction that was sent, and of which nobody knows yet whether it will be mined.
var ErrUnknownOutcome = errors.New("the transaction is not mined yet")

// ErrNonceUsed is a transaction that was sent and will not be mined, as far as its endpoint knows: another one has its nonce. It is an ErrUnknownOutcome,
// too, since that other one may be reorganised away.
var ErrNonceUsed = errors.New("another transaction has the nonce")

// Receipt is a mined transaction that did not revert.
type Receipt struct {
	Tx        eth.Hash
	Block     uint64
	BlockHash eth.Hash
	Time      time.Time // the block's
	GasUsed   uint64
	Fee       amount.Amount // wei
	Events    []Event       // of Berth's contracts
}

// Sender sends transactions with one key, and is safe for concurrent use. It keeps the nonces in order, so within one
// process there must be one Sender for a key; another process that uses the same key is noticed and worked around.
// Every method waits for the receipt under its ctx. A refusal by a contract is a *RevertError. When ctx ends first the
// error wraps ErrUnknownOutcome and ctx's own; the transaction may still be mined.
type Sender struct {
	c      *Client
	key    *ecdsa.PrivateKey
	from   eth.Address
	cfg    SenderConfig
	signer types.Signer

	mu      sync.Mutex
	next    uint64 // nonce, if known
	known   bool
	flights map[uint64]*flight // sent and not seen mined, by nonce
}

// flight is a nonce's transactions: the first and those with higher fees.
type flight struct {
	tx     *types.Transaction // the last one
	hashes []common.Hash
	sentAt time.Time
	left   bool // nobody waits for it any more
}

// NewSender makes a sender for the client's chain.
func NewSender(c *Client, key *ecdsa.PrivateKey, cfg SenderConfig) *Sender {
	if cfg.ReplaceAfter <= 0 {
		cfg.ReplaceAfter = 30 * time.Second
	}
	if cfg.Poll <= 0 {
		cfg.Poll = 200 * time.Millisecond
	}
	return &Sender{
		c: c, key: key, from: eth.Address(crypto.PubkeyToAddress(key.PublicKey)), cfg: cfg,
		signer: types.LatestSignerForChainID(new(big.Int).SetUint64(c.a.ChainID)), flights: map[uint64]*flight{},
	}
}

// Address is whom the sender sends for.
func (s *Sender) Address() eth.Address { return s.from }

// Client is what the sender reads with.
func (s *Sender) Client() *Client { return s.c }

// Transact sends call data to a contract. The methods for Berth's contracts are built on it.
func (s *Sender) Transact(ctx context.Context, to eth.Address, data []byte) (Receipt, error) {
	addr := common.Address(to)
	return s.send(ctx, &addr, nil, data)
}

// Pay sends wei.
func (s *Sender) Pay(ctx context.Context, to eth.Address, wei amount.Amount) (Receipt, error) {
	addr := common.Address(to)
	return s.send(ctx, &addr, toBig(wei), nil)
}

func (s *Sender) send(ctx context.Context, to *common.Address, value *big.Int, data []byte) (Receipt, error) {
	msg := ethereum.CallMsg{From: common.Address(s.from), To: to, Value: value, Data: data}
	gas, err := s.estimate(ctx, msg)
	if err != nil {
		return Receipt{}, err
	}
	nonce, err := s.submit(ctx, func(nonce uint64, tip, cap *big.Int) *types.DynamicFeeTx {
		return &types.DynamicFeeTx{
			ChainID: new(big.Int).SetUint64(s.c.a.ChainID), Nonce: nonce, GasTipCap: tip, GasFeeCap: cap, Gas: gas,
			To: to, Value: value, Data: data,
		}
	})
	if err != nil {
		return Receipt{}, err
	}
	r, err := s.wait(ctx, nonce)
	if err != nil {
		return Receipt{}, err
	}
	if r.Status != types.ReceiptStatusSuccessful {
		return Receipt{}, s.why(ctx, msg, r, gas)
	}
	return s.receipt(ctx, r)
}

// estimate is the gas that a call needs, with plenty to spare: nodes estimate at the last block's time, when nothing
// has been earned since, and what is earned by the next block may cost fresh slots. What is not used is not paid.
func (s *Sender) estimate(ctx context.Context, msg ethereum.CallMsg) (uint64, error) {
	ctx, cancel := context.WithTimeout(ctx, CallTimeout)
	defer cancel()
	gas, err := s.c.b.EstimateGas(ctx, msg)
	if err != nil {
		if r := reverted(err); r != err {
			return 0, r
		}
		return 0, fmt.Errorf("chain: estimate gas: %w", err)
	}
	return gas + gas/2 + 60_000, nil
}

// fees are the tip and the most that a unit of gas may cost: room for the base fee to double.
func (s *Sender) fees(ctx context.Context) (tip, most *big.Int, err error) {
	ctx, cancel := context.WithTimeout(ctx, CallTimeout)
	defer cancel()
	if tip, err = s.c.b.SuggestGasTipCap(ctx); err != nil {
		return nil, nil, fmt.Errorf("chain: suggest tip: %w", err)
	}
	h, err := s.c.b.HeaderByNumber(ctx, nil)
	if err != nil {
		return nil, nil, fmt.Errorf("chain: base fee: %w", err)
	}
	base := h.BaseFee
	if base == nil {
		base = new(big.Int)
	}
	most = new(big.Int).Add(tip, new(big.Int).Mul(base, big.NewInt(2)))
	if limit := toBig(s.cfg.MaxFee); limit.Sign() > 0 && most.Cmp(limit) > 0 {
		if new(big.Int).Add(base, tip).Cmp(limit) > 0 {
			return nil, nil, fmt.Errorf("%w: %s wei of base fee and %s of tip, %s at most", ErrFeeTooHigh, base, tip, limit)
		}
		most = limit
	}
	return tip, most, nil
}

// submit gives a transaction the next nonce and sends it.
func (s *Sender) submit(ctx context.Context, build func(nonce uint64, tip, most *big.Int) *types.DynamicFeeTx) (uint64, error) {
	tip, most, err := s.fees(ctx)
	if err != nil {
		return 0, err
	}
	if s.cfg.Nonces == nil {
		return s.put(ctx, Turn{}, tip, most, build)
	}
	var nonce uint64
	err = s.cfg.Nonces.Use(ctx, func(ctx context.Context, turn Turn) error {
		var err error
		nonce, err = s.put(ctx, turn, tip, most, build)
		return err
	})
	return nonce, err
}

// put is submit with fees, in a turn.
func (s *Sender) put(ctx context.Context, turn Turn, tip, most *big.Int, build func(nonce uint64, tip, most *big.Int) *types.DynamicFeeTx) (uint64, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.cfg.Nonces != nil {
		s.known = false // others have sent since
	}
	for try := 0; ; try++ {
		if !s.known {
			if err := s.syncNonce(ctx, turn); err != nil {
				return 0, err
			}
		}
		nonce := s.next
		tx, err := types.SignNewTx(s.key, s.signer, build(nonce, tip, most))
		if err != nil {
			return 0, fmt.Errorf("chain: sign: %w", err)
		}
		if err := turn.write(ctx, tx); err != nil {
			return 0, err
		}
		err = s.push(ctx, tx)
		if err == nil {
			s.next = nonce + 1
			s.flights[nonce] = &flight{tx: tx, hashes: []common.Hash{tx.Hash()}, sentAt: time.Now()}
			return nonce, nil
		}
		// Whatever went wrong, the nonce is to be asked for again: nothing may have been sent, or another process
		// may have used it.
		s.known = false
		if nonceTaken(err) && try < 5 {
			continue
		}
		if !refused(err) {
			return 0, fmt.Errorf("chain: send %s: %w: %w", tx.Hash().Hex(), ErrUnknownOutcome, err)
		}
		if turn.Erase != nil {
			if kept := turn.Erase(ctx); kept != nil {
				return 0, fmt.Errorf("chain: send %s: %w: it was refused (%w), and cannot be crossed out: %v", tx.Hash().Hex(), ErrUnknownOutcome, err, kept)
			}
		}
		return 0, fmt.Errorf("chain: send: %w", err)
	}
}

// write keeps a transaction that is about to be sent.
func (t Turn) write(ctx context.Context, tx *types.Transaction) error {
	if t.Write == nil {
		return nil
	}
	raw, err := tx.MarshalBinary()
	if err != nil {
		return fmt.Errorf("chain: write: %w", err)
	}
	return t.Write(ctx, Sent{tx.Nonce(), raw})
}

// push sends a signed transaction; one that the node has already is no error.
func (s *Sender) push(ctx context.Context, tx *types.Transaction) error {
	ctx, cancel := context.WithTimeout(ctx, CallTimeout)
	defer cancel()
	err := s.c.b.SendTransaction(ctx, tx)
	if err != nil && strings.Contains(err.Error(), "already known") {
		return nil
	}
	return err
}

// syncNonce asks for the next nonce, which is none below a turn's least; mu is held. Nonces of our own flights are not given twice, though the node
// may have dropped them.
func (s *Sender) syncNonce(ctx context.Context, turn Turn) error {
	ask, cancel := context.WithTimeout(ctx, CallTimeout)
	defer cancel()
	n, err := s.c.b.PendingNonceAt(ask, common.Address(s.from))
	if err != nil {
		return fmt.Errorf("chain: nonce: %w", err)
	}
	n = s.pass(ctx, n, turn)
	for s.flights[n] != nil {
		n++
	}
	s.next, s.known = n, true
	return nil
}

// pass has the endpoint, by which n is free, hear of what was sent with nonces from there on, so that what comes next does not wait for them. It gives the
// nonce that is free then: the one of the first that the endpoint will not have, whose place is taken. Should that one be mined all the same, the later one
// ends in ErrNonceUsed.
func (s *Sender) pass(ctx context.Context, n uint64, turn Turn) uint64 {
	for ; n < turn.Least; n++ {
		at := slices.IndexFunc(turn.Sent, func(t Sent) bool { return t.Nonce == n })
		if at < 0 {
			return turn.Least // it was sent, and that is all that is known
		}
		var tx types.Transaction
		if err := tx.UnmarshalBinary(turn.Sent[at].Raw); err != nil || tx.Nonce() != n {
			s.c.warn("what was sent with a nonce cannot be read; it is used again", "nonce", n, "err", err)
			return n
		}
		switch err := s.push(ctx, &tx); {
		case err == nil, nonceTaken(err):
		case refused(err):
			s.c.warn("the endpoint will not have what another process has sent; its nonce is used again", "nonce", n, "tx", tx.Hash(), "err", err)
			return n
		default:
			return turn.Least
		}
	}
	return n
}

// refused reports whether the node has answered; else nobody knows what became of the transaction.
func refused(err error) bool {
	var answer rpc.Error
	return errors.As(err, &answer)
}

// nonceTaken reports whether a node refused a transaction because its nonce is another's.
func nonceTaken(err error) bool {
	t := err.Error()
	return strings.Contains(t, "nonce too low") || strings.Contains(t, "replacement transaction underpriced")
}

// foreignAfter is how long a nonce must have been used without a receipt of ours to be taken for another's.
const foreignAfter = 20 * time.Second

// wait waits until one of a nonce's transactions is mined.
func (s *Sender) wait(ctx context.Context, nonce uint64) (*types.Receipt, error) {
	poll := time.NewTicker(s.cfg.Poll)
	defer poll.Stop()
	var missing time.Time // since when the nonce is used, and no receipt there
	for {
		r, err := s.look(ctx, nonce)
		if err != nil && ctx.Err() == nil {
			s.c.warn("receipt cannot be read", "nonce", nonce, "err", err)
		}
		if r != nil {
			s.mu.Lock()
			delete(s.flights, nonce)
			s.mu.Unlock()
			return r, nil
		}
		if err == nil {
			// The nonce is used, and by none of ours: another process has the key. A node may see the nonce a good
			// while before the receipt, so that has to stay so.
			switch used := s.usedUp(ctx, nonce); {
			case !used:
				missing = time.Time{}
			case missing.IsZero():
				missing = time.Now()
			case time.Since(missing) > foreignAfter:
				s.mu.Lock()
				delete(s.flights, nonce)
				s.known = false
				s.mu.Unlock()
				return nil, fmt.Errorf("chain: nonce %d was used by another transaction of %s: %w: %w", nonce, s.from, ErrUnknownOutcome, ErrNonceUsed)
			}
		}
		select {
		case <-ctx.Done():
			return nil, fmt.Errorf("chain: transaction %s: %w: %w", s.leave(nonce), ErrUnknownOutcome, ctx.Err())
		case <-poll.C:
		}
		s.speedUp(ctx, nonce)
	}
}

// leave marks a flight whose caller has given up, and gives its last hash.
func (s *Sender) leave(nonce uint64) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if f := s.flights[nonce]; f != nil {
		f.left = true
		return f.tx.Hash().Hex()
	}
	return "?"
}

// look asks for the receipts of a nonce's transactions; nil, nil: there is none yet.
func (s *Sender) look(ctx context.Context, nonce uint64) (*types.Receipt, error) {
	s.mu.Lock()
	var hashes []common.Hash
	if f := s.flights[nonce]; f != nil {
		hashes = append(hashes, f.hashes...)
	}
	s.mu.Unlock()
	ctx, cancel := context.WithTimeout(ctx, CallTimeout)
	defer cancel()
	for _, h := range hashes {
		r, err := s.c.b.TransactionReceipt(ctx, h)
		switch {
		case err == nil:
			return r, nil
		case errors.Is(err, ethereum.NotFound), strings.Contains(err.Error(), "indexing is in progress"):
		default:
			return nil, err
		}
	}
	return nil, nil
}

func (s *Sender) usedUp(ctx context.Context, nonce uint64) bool {
	ctx, cancel := context.WithTimeout(ctx, CallTimeout)
	defer cancel()
	n, err := s.c.b.NonceAt(ctx, common.Address(s.from), nil)
	return err == nil && n > nonce
}

// speedUp sends every flight up to a nonce again with higher fees once it is old: an earlier one blocks the later ones.
func (s *Sender) speedUp(ctx context.Context, upTo uint64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for nonce, f := range s.flights {
		if nonce > upTo || time.Since(f.sentAt) < s.cfg.ReplaceAfter {
			continue
		}
		if s.usedUp(ctx, nonce) {
			if f.left {
				delete(s.flights, nonce)
			}
			continue
		}
		tx, err := s.dearer(ctx, f.tx)
		if err == nil {
			err = s.push(ctx, tx)
		}
		f.sentAt = time.Now() // the next try comes after another while, whatever became of this one
		if tx != nil && (err == nil || !refused(err)) {
			f.hashes = append(f.hashes, tx.Hash()) // it may be mined
		}
		if err != nil {
			if tx != nil && strings.Contains(err.Error(), "underpriced") {
				f.tx = tx // the node has a dearer one than we know of: go on from here
			}
			s.c.warn("stuck transaction cannot be replaced", "nonce", nonce, "err", err)
			continue
		}
		f.tx = tx
		s.c.warn("stuck transaction replaced", "nonce", nonce, "tx", tx.Hash().Hex())
	}
}

// dearer is the same transaction with both fees a quarter higher (nodes want a tenth), or as much as gas costs now.
func (s *Sender) dearer(ctx context.Context, old *types.Transaction) (*types.Transaction, error) {
	tip, most, err := s.fees(ctx)
	if err != nil {
		return nil, err
	}
	tip = maxBig(tip, quarterMore(old.GasTipCap()))
	most = maxBig(maxBig(most, quarterMore(old.GasFeeCap())), tip)
	if limit := toBig(s.cfg.MaxFee); limit.Sign() > 0 && most.Cmp(limit) > 0 {
		return nil, fmt.Errorf("%w: %s wei, %s at most", ErrFeeTooHigh, most, limit)
	}
	return types.SignNewTx(s.key, s.signer, &types.DynamicFeeTx{
		ChainID: old.ChainId(), Nonce: old.Nonce(), GasTipCap: tip, GasFeeCap: most, Gas: old.Gas(),
		To: old.To(), Value: old.Value(), Data: old.Data(),
	})
}

func quarterMore(n *big.Int) *big.Int {
	q := new(big.Int).Div(n, big.NewInt(4))
	return q.Add(q, n).Add(q, common.Big1)
}

func maxBig(a, b *big.Int) *big.Int {
	if a.Cmp(b) > 0 {
		return a
	}
	return b
}

// why finds the reason of a mined revert, by calling again on the state before it.
func (s *Sender) why(ctx context.Context, msg ethereum.CallMsg, r *types.Receipt, gas uint64) error {
	ctx, cancel := context.WithTimeout(ctx, CallTimeout)
	defer cancel()
	for _, at := range []*big.Int{new(big.Int).Sub(r.BlockNumber, common.Big1), r.BlockNumber} {
		_, err := s.c.b.CallContract(ctx, msg, at)
		var rev *RevertError
		if err != nil && errors.As(reverted(err), &rev) {
			return rev
		}
	}
	if r.GasUsed >= gas {
		return fmt.Errorf("chain: transaction %s ran out of gas", r.TxHash.Hex())
	}
	return &RevertError{Args: map[string]string{}}
}

func (s *Sender) receipt(ctx context.Context, r *types.Receipt) (Receipt, error) {
	out := Receipt{Tx: eth.Hash(r.TxHash), Block: r.BlockNumber.Uint64(), BlockHash: eth.Hash(r.BlockHash), GasUsed: r.GasUsed}
	if r.EffectiveGasPrice != nil {
		out.Fee = toAmount(r.EffectiveGasPrice).Mul(r.GasUsed)
	}
	b, err := s.c.BlockAt(ctx, out.Block)
	if err != nil {
		return out, fmt.Errorf("block of transaction %s: %w", out.Tx, err)
	}
	out.Time = b.Time
	for _, l := range r.Logs {
		l.BlockTimestamp = uint64(b.Time.Unix())
		e, err := s.c.decode(l)
		if err != nil {
			return out, fmt.Errorf("chain: %w", err)
		}
		if e != nil {
			out.Events = append(out.Events, e)
		}
	}
	return out, nil
}
