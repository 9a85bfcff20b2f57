package gateway

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/kong"

	"berth/shared/amount"
	"berth/shared/wire"
)

// parse reads a command line as main does.
func parse(t *testing.T, args ...string) (Config, error) {
	t.Helper()
	var cfg Config
	p, err := kong.New(&cfg, kong.DefaultEnvars("BERTH"), kong.Exit(func(int) { t.Fatal("exit") }))
	if err != nil {
		t.Fatal(err)
	}
	_, err = p.Parse(append([]string{
		"--node", "0x" + strings.Repeat("11", 20), "--operator-key", strings.Repeat("22", 32), "--rpc", "http://localhost:8545", "--domain", "n1.example.org", "--addresses", "a.json",
	}, args...))
	return cfg, err
}

func TestPriceFlags(t *testing.T) {
	list := filepath.Join(t.TempDir(), "blocked")
	if err := os.WriteFile(list, []byte("# none\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	alice, bob := "0x"+strings.Repeat("aa", 20), "0x"+strings.Repeat("bb", 20)
	check := func(t *testing.T, cfg Config) {
		t.Helper()
		p, err := cfg.policy()
		if err != nil {
			t.Fatal(err)
		}
		if p.Floor != 80 || p.Ceiling != 160 || p.Base.CoreHour.Cmp(amount.Of(7)) != 0 || !reflect.DeepEqual(p.Base.Discounts, []wire.Discount{{From: 168 * 3600, Percent: 5}, {From: 720 * 3600, Percent: 12}}) {
			t.Errorf("got %+v", p)
		}
		users, err := cfg.blocked()
		if err != nil || len(users) != 2 || users[1].String() != bob {
			t.Errorf("blocked: got %v, %v", users, err)
		}
		if cfg.BlockedFile != list || cfg.QuoteShare != 30 {
			t.Errorf("got %q, %d", cfg.BlockedFile, cfg.QuoteShare)
		}
	}
	t.Run("flags", func(t *testing.T) {
		cfg, err := parse(t, "--price-core-hour", "7", "--price-floor-percent", "80", "--price-ceiling-percent=160", "--discount", "168h=5", "--discount", "720h=12%",
			"--blocked", alice+","+bob, "--blocked-file", list, "--quote-share", "30")
		if err != nil {
			t.Fatal(err)
		}
		check(t, cfg)
	})
	t.Run("variables", func(t *testing.T) {
		for k, v := range map[string]string{
			"PRICE_CORE_HOUR": "7", "PRICE_FLOOR_PERCENT": "80", "PRICE_CEILING_PERCENT": "160", "DISCOUNT": "168h=5,720h=12", "BLOCKED": alice + "," + bob, "BLOCKED_FILE": list, "QUOTE_SHARE": "30",
		} {
			t.Setenv("BERTH_"+k, v)
		}
		cfg, err := parse(t)
		if err != nil {
			t.Fatal(err)
		}
		check(t, cfg)
	})
	t.Run("defaults", func(t *testing.T) {
		cfg, err := parse(t)
		if err != nil {
			t.Fatal(err)
		}
		d := Default()
		if cfg.PriceFloorPercent != 100 || cfg.PriceCeilingPercent != 100 || cfg.QuoteShare != 50 || d.PriceFloorPercent != 100 || d.PriceCeilingPercent != 100 || d.QuoteShare != 50 {
			t.Errorf("got %+v and %+v", cfg, d)
		}
	})
	t.Run("all mistakes at once", func(t *testing.T) {
		_, err := parse(t, "--price-floor-percent", "0", "--price-ceiling-percent", "20000", "--discount", "168h=91", "--discount", "1d=5", "--discount", "800h=5", "--discount", "1500ms=5",
			"--blocked", "0x12", "--blocked", "0x"+strings.Repeat("0", 40), "--blocked-file", list+".not", "--quote-share", "101")
		if err == nil {
			t.Fatal("taken")
		}
		for _, want := range []string{
			"--price-floor-percent: ", "--price-ceiling-percent: ", `"168h=91"`, `"1d=5"`, `"800h=5"`, `"1500ms=5"`, `"0x12"`, "zero address", "--blocked-file: ", "--quote-share: ",
		} {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%q is not in %v", want, err)
			}
		}
	})
	for name, args := range map[string][]string{
		"--price-floor-percent: ": {"--price-floor-percent", "101"},
		"rise":                    {"--discount", "168h=5", "--discount", "720h=5"},
		"do not rise":             {"--discount", "168h=5", "--discount", "24h=6"},
		"--max-duration":          {"--discount", "168h=5", "--max-duration", "24h"},
	} {
		if _, err := parse(t, args...); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%v: got %v", args, err)
		}
	}
}

func FuzzDiscount(f *testing.F) {
	f.Add("168h=5")
	f.Add("1s=90%")
	f.Add("-1h=5")
	f.Fuzz(func(t *testing.T, text string) {
		d, err := discount(text, 720*time.Hour)
		if err == nil && wire.CheckDiscounts([]wire.Discount{d}) != nil || err == nil && d.From > 720*3600 {
			t.Errorf("%q: got %+v", text, d)
		}
	})
}
