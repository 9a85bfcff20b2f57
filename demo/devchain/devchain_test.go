package devchain

import (
	"context"
	"math/big"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/params"
)

var (
	key, _ = crypto.ToECDSA(common.LeftPadBytes([]byte{7}, 32))
	from   = crypto.PubkeyToAddress(key.PublicKey)
	alloc  = types.GenesisAlloc{from: {Balance: new(big.Int).Mul(big.NewInt(1000), big.NewInt(params.Ether))}}
)

// send transfers a wei and returns once the receipt is there.
func send(t *testing.T, ctx context.Context, c *Chain, nonce uint64) {
	t.Helper()
	client := c.Client()
	tx := types.MustSignNewTx(key, types.LatestSignerForChainID(big.NewInt(ID)), &types.DynamicFeeTx{
		ChainID: big.NewInt(ID), Nonce: nonce, To: &common.Address{1}, Value: big.NewInt(1), Gas: 21_000,
		GasFeeCap: big.NewInt(10 * params.GWei), GasTipCap: big.NewInt(1),
	})
	if err := client.SendTransaction(ctx, tx); err != nil {
		t.Fatal(err)
	}
	for {
		if r, err := client.TransactionReceipt(ctx, tx.Hash()); err == nil {
			if r.Status != 1 {
				t.Fatalf("transaction failed: %+v", r)
			}
			return
		}
		select {
		case <-ctx.Done():
			t.Fatal("no receipt in time")
		case <-time.After(20 * time.Millisecond):
		}
	}
}

func TestMinesWhenTransactionsWait(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	c, err := Start(Config{Alloc: alloc, Period: -1})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	go c.Run(ctx)
	for n := range uint64(3) {
		send(t, ctx, c, n)
	}
	head, err := c.Client().HeaderByNumber(ctx, nil)
	if err != nil {
		t.Fatal(err)
	}
	if ahead := time.Until(time.Unix(int64(head.Time), 0)); ahead > 0 {
		t.Errorf("chain time is %v ahead of the clock", ahead)
	}
}

// TestSurvivesKill starts the chain in another process, which kills itself without any clean-up after a few blocks.
func TestSurvivesKill(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	if dir := os.Getenv("DEVCHAIN_TEST_DIR"); dir != "" {
		c, err := Start(Config{Dir: dir, Alloc: alloc, Period: -1})
		if err != nil {
			t.Fatal(err)
		}
		go c.Run(ctx)
		for n := range uint64(3) {
			send(t, ctx, c, n)
		}
		p, _ := os.FindProcess(os.Getpid())
		p.Kill()
		select {}
	}
	dir := filepath.Join(t.TempDir(), "chain")
	cmd := exec.CommandContext(ctx, os.Args[0], "-test.run=^TestSurvivesKill$")
	cmd.Env = append(os.Environ(), "DEVCHAIN_TEST_DIR="+dir)
	if out, err := cmd.CombinedOutput(); err == nil || cmd.ProcessState.ExitCode() != -1 {
		t.Fatalf("the child should die of a signal: %v\n%s", err, out)
	}
	c, err := Start(Config{Dir: dir, Alloc: alloc, Period: -1})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	nonce, err := c.Client().NonceAt(ctx, from, nil)
	if err != nil || nonce != 3 {
		t.Fatalf("nonce after the restart = %d, %v; want 3", nonce, err)
	}
	go c.Run(ctx)
	send(t, ctx, c, 3)
}
