package text

import (
	"errors"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"berth/shared/problem"
)

func TestFault(t *testing.T) {
	for _, c := range []struct {
		err      error
		en, zhIn string
	}{
		{problem.New(0, "wallet-declined", "x"), "You declined in the wallet. Nothing was signed or paid. Go on when you are ready.", "拒绝"},
		{problem.New(429, problem.TooMany, "x").With("retryAfter", "30"), "That was too often. Wait 30 seconds and try again.", "30 秒"},
		{problem.New(409, problem.DoesNotFit, "x").With("dimension", "cpuMilli").With("wanted", "2000").With("free", "500"),
			"It does not fit into the order: CPU 2 cores, and the order has 0.5 cores. Nothing was deployed. Choose less, or rent more.", "2 核"},
		{problem.New(0, "reverted", "x").With("error", "Market_LiveOrder").With("id", "7"), "You have a live order with this node already: number 7. Your tokens are where they were. Use or end that order, or choose another node.", "7 号"},
		{problem.New(0, "reverted", "x").With("error", "Never_Heard"), "The contract refused this. Your tokens are where they were; only the fee may be gone.", "合约"},
		{problem.New(418, "teapot", "I am a teapot").Remedy("Use a pot."), "I am a teapot Use a pot.", "teapot"},
		{problem.Field("memoryMiB", "at least 16 MiB"), "“Memory” is not right. at least 16 MiB", "内存"},
		{errors.New("boom"), "Something went wrong on this page. Nothing was sent. Reload the page and try again.", "刷新"},
	} {
		if got := In(EN).Fault(c.err).One(); got != c.en {
			t.Errorf("%v:\ngot  %q\nwant %q", c.err, got, c.en)
		}
		if got := In(ZH).Fault(c.err).One(); !strings.Contains(got, c.zhIn) {
			t.Errorf("%v: got %q, want %q in it", c.err, got, c.zhIn)
		}
	}
}

// TestReverts: what a contract refuses a user is told in words, whatever the contract calls it.
func TestReverts(t *testing.T) {
	// What only nodes, deployers and the contracts themselves can meet, or a page that builds wrong calls.
	others := []string{
		"Market_NotNode", "Market_ZeroAddress", "Market_BadToken", "Market_Only", "Market_EndInPast", "Market_LengthMismatch", "Market_BadParameter",
		"Staking_PoolMissing", "Staking_BadRate", "Staking_AlreadyHeld", "Staking_BadParameter",
	}
	src, err := os.ReadFile("../../shared/calldata/selectors.go")
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile(`"((?:Market|Staking)_[A-Za-z]+)"`).FindAllSubmatch(src, -1)
	if len(found) < 40 {
		t.Fatalf("found %d errors: the test does not see them any more", len(found))
	}
	for _, m := range found {
		name := string(m[1])
		if _, ok := reverts[name]; ok == slices.Contains(others, name) {
			t.Errorf("%s: has words: %v", name, ok)
		}
	}
}
