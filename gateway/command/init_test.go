package command

import (
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"

	"berth/contracts/chain"
	"berth/gateway/doctor"
	"berth/gateway/opkey"
	"berth/shared/wire"
)

func TestInit(t *testing.T) {
	w := newWorld(t)
	out := w.must(w.initArgs()...)
	for _, want := range []string{"(written)", "(made)", "register(address operator", w.a.Registry.String(), w.platform + "/node", "berth-gateway doctor", "BERTH_CONFIG='" + w.path("node.yaml") + "'"} {
		if !strings.Contains(out, want) {
			t.Errorf("it does not say %q:\n%s", want, out)
		}
	}
	key, err := opkey.Read("@"+w.path("operator.key"), "")
	if err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(w.path("operator.key")); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the key's file: %v, %v", info.Mode(), err)
	}
	if a, err := chain.LoadAddresses(w.path("addresses.json")); err != nil || a.Market != w.a.Market || len(a.Tokens) != len(w.a.Tokens) {
		t.Errorf("the addresses: %+v, %v", a, err)
	}
	file := w.read("node.yaml")
	for _, want := range []string{"domain: " + w.domain, "scheme: http\n", "operator-key: '@" + w.path("operator.key") + "'", "runtime: local"} {
		if !strings.Contains(file, want) {
			t.Errorf("the settings have no %q:\n%s", want, file)
		}
	}

	// Again: nothing changes, and what somebody wrote beside stays.
	mine := strings.Replace(file, "runtime: local", "runtime: local # for now\nmax-quotes: 7", 1)
	if err := errors.Join(os.WriteFile(w.path("node.yaml"), []byte(mine), 0o600), os.Chmod(w.path("node.yaml"), 0o600)); err != nil {
		t.Fatal(err)
	}
	out = w.must("--config", w.path("node.yaml"), "init", "--yes")
	if strings.Count(out, "(as it was)") != 2 || w.read("node.yaml") != mine {
		t.Errorf("again:\n%s\n%s", out, w.read("node.yaml"))
	}
	w.must("--config", w.path("node.yaml"), "init", "--yes", "--name", "East: Pier", "--certificate", "acme", "--domain", "n1.example.org")
	file = w.read("node.yaml")
	for want, there := range map[string]bool{"name: 'East: Pier'": true, "max-quotes: 7": true, "# for now": true, "tls-agree: true": true, "scheme:": false, "listen:": false} {
		if strings.Contains(file, want) != there {
			t.Errorf("changed, %q is there: %v\n%s", want, !there, file)
		}
	}
	if again, err := opkey.Read("@"+w.path("operator.key"), ""); err != nil || !again.Equal(key) {
		t.Errorf("the key is another one: %v", err)
	}
	if info, err := os.Stat(w.path("node.yaml")); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the settings' mode: %v, %v", info.Mode(), err)
	}
}

// TestInitForHelm: with --helm it says what is typed next for the chart, and refuses what a pod would not reach.
func TestInitForHelm(t *testing.T) {
	w := newWorld(t)
	args := []string{"--config", w.path("node.yaml"), "init", "--yes", "--helm", "--node", w.wallet.Address().String(), "--addresses", w.platform, "--domain", "n1.example.org"}
	if code, _, errs := w.run("", args...); code == 0 || !strings.Contains(errs, "this machine alone, and the gateway will be in a pod") {
		t.Errorf("the chain's RPC at 127.0.0.1: %d, %s", code, errs)
	}
	if _, err := os.Stat(w.path("node.yaml")); err == nil {
		t.Error("settings were written all the same")
	}
	elsewhere := append(args, "--rpc", strings.Replace(w.rpc, "127.0.0.1", "0.0.0.0", 1))
	out := w.must(elsewhere...)
	page, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, block, _ := strings.Cut(string(page), "```console\nberth-gateway init --helm\n")
	block, _, _ = strings.Cut(block, "```")
	if strings.Count(block, "\n") != 4 {
		t.Errorf("gateway/README.md says %q", block)
	}
	plain := strings.NewReplacer("'"+w.dir+"/", "", "yaml'", "yaml").Replace(out)
	for line := range strings.Lines(block) {
		if !strings.Contains(plain, "  "+line) {
			t.Errorf("it does not say %q, as gateway/README.md does:\n%s", line, plain)
		}
	}
	if file := w.read("node.yaml"); !strings.Contains(file, "runtime: kube") || strings.Contains(file, "kubeconfig:") {
		t.Errorf("the settings:\n%s", file)
	}
	if values := w.read("values.yaml"); !strings.Contains(values, w.a.Market.String()) || !strings.Contains(values, "app: "+w.platform) {
		t.Errorf("the values:\n%s", values)
	}
}

// TestInitFromSite: the contracts that a platform's site was built for win over what its backend says.
func TestInitFromSite(t *testing.T) {
	w := newWorld(t)
	w.site = wire.Contracts{ChainID: w.a.ChainID, Token: w.a.Token, Registry: w.a.Registry, Market: w.a.Market, Staking: w.a.Staking, Block: 7, Tokens: w.a.Tokens, RPC: "https://rpc.example.org"}
	w.must(w.initArgs()...)
	if a, err := chain.LoadAddresses(w.path("addresses.json")); err != nil || a.Block != 7 {
		t.Errorf("the addresses: %+v, %v", a, err)
	}
	if file := w.read("node.yaml"); !strings.Contains(file, "rpc: https://rpc.example.org") {
		t.Errorf("the settings:\n%s", file)
	}
	// The same folder for another market is refused: the ledger there is the first one's.
	w.site.Market = w.a.Registry
	if code, _, errs := w.run("", w.initArgs()...); code == 0 || !strings.Contains(errs, "another market") {
		t.Errorf("another market: %d %s", code, errs)
	}
}

// TestInitElsewhere: what is written holds in whichever folder the gateway is started.
func TestInitElsewhere(t *testing.T) {
	w := newWorld(t)
	t.Chdir(w.dir)
	if err := w.a.Save(w.path("a.json")); err != nil {
		t.Fatal(err)
	}
	out := w.must("init", "--yes", "--node", w.wallet.Address().String(), "--addresses", "a.json", "--rpc", w.rpc, "--domain", w.domain, "--runtime", "local", "--operator-key", "@keys/op.key")
	for _, want := range []string{"addresses: " + w.path("a.json"), "'@" + w.path("keys/op.key") + "'", "data: " + w.path("data")} {
		if !strings.Contains(w.read(settingsName), want) {
			t.Errorf("no %q in\n%s", want, w.read(settingsName))
		}
	}
	if want := "BERTH_CONFIG='" + w.path(settingsName) + "'"; !strings.Contains(out, want) {
		t.Errorf("no %q in\n%s", want, out)
	}
}

func TestInitAsks(t *testing.T) {
	w := newWorld(t)
	answers := strings.Join([]string{
		"nobody", w.wallet.Address().String(), // the first is refused
		w.platform, "", w.domain, "", "local", "小码头", "cn-east", "BRT:core-hour=x", "BRT:core-hour=1;",
		"BRT:core-hour=1,memory-hour=0.25", "correct horse", "wrong", "correct horse", "correct horse",
	}, "\n") + "\n"
	code, out, errs := w.run(answers, "--config", w.path("node.yaml"), "init", "--seal")
	if code != 0 {
		t.Fatalf("exit code %d\n%s%s", code, out, errs)
	}
	for _, line := range strings.Split(out, "\n") {
		if len([]rune(line)) > 60 && strings.Contains(strings.TrimSpace(line), " ") && !strings.HasPrefix(line, "  export") && !strings.HasPrefix(line, "[") {
			t.Errorf("wider than the terminal: %q", line)
		}
	}
	for _, want := range []string{"name: 小码头", "region: cn-east", "- BRT:core-hour=1,memory-hour=0.25", "rpc: " + w.rpc} {
		if !strings.Contains(w.read("node.yaml"), want) {
			t.Errorf("no %q:\n%s", want, w.read("node.yaml"))
		}
	}
	if _, err := opkey.Read("@"+w.path("operator.key"), "correct horse"); err != nil {
		t.Error(err)
	}
	if strings.Contains(w.read("node.yaml"), "horse") || strings.Contains(out, "horse") {
		t.Error("the passphrase is written down")
	}
	t.Setenv("BERTH_OPERATOR_PASSPHRASE", "another")
	code, _, errs = w.run("", "--config", w.path("node.yaml"), "init", "--yes")
	if code != exitUsage && code != exitFailed || !strings.Contains(errs, "passphrase") {
		t.Errorf("with another passphrase: %d %s", code, errs)
	}
}

func TestInitRefuses(t *testing.T) {
	w := newWorld(t)
	answers := w.path("answers.yaml")
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(answers, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	config := w.path("node.yaml")
	for name, c := range map[string]struct {
		from, want string
		args       []string
	}{
		"nobody to ask":   {"", "there is nobody here to ask", []string{"--config", config, "init"}},
		"nothing":         {"", "--node: ", []string{"--config", config, "init", "--yes"}},
		"unknown answer":  {"nod: 1\n", "answers.yaml:1: nod: is no setting", nil},
		"no platform":     {"node: " + w.wallet.Address().String() + "\naddresses: http://127.0.0.1:1\n", "--addresses: ", nil},
		"a wrong domain":  {"node: " + w.wallet.Address().String() + "\naddresses: " + w.platform + "\ndomain: a b\n", "--domain: ", nil},
		"unknown token":   {"node: " + w.wallet.Address().String() + "\naddresses: " + w.platform + "\ndomain: a.example.org\nprice: [XYZ:core-hour=1]\n", "no such token", nil},
		"unknown way":     {"node: " + w.wallet.Address().String() + "\naddresses: " + w.platform + "\ndomain: a.example.org\ncertificate: magic\n", "must be one of acme", nil},
		"no certificates": {"node: " + w.wallet.Address().String() + "\naddresses: " + w.platform + "\ndomain: a.example.org\ncertificate: files\ntls-cert: /none\n", "--tls-key: ", nil},
	} {
		t.Run(name, func(t *testing.T) {
			write(c.from)
			args := c.args
			if args == nil {
				args = []string{"--config", config, "init", "--yes", "--from", answers}
			}
			code, _, errs := w.run("", args...)
			if code == 0 || !strings.Contains(errs, c.want) {
				t.Errorf("exit code %d, %s, want %q", code, errs, c.want)
			}
			if _, err := os.Stat(config); err == nil {
				t.Error("settings were written all the same")
			}
		})
	}
	write("node: " + w.wallet.Address().String() + "\naddresses: " + w.platform + "\ndomain: " + w.domain + "\nruntime: local\nproxies: []\n")
	w.must("--config", config, "init", "--yes", "--from", answers)
}

func TestRegisterAndDoctor(t *testing.T) {
	w := newWorld(t)
	w.must(w.initArgs()...)
	config := w.path("node.yaml")
	register := func(args ...string) (r registration) {
		t.Helper()
		if err := json.Unmarshal([]byte(w.must(append([]string{"--config", config, "register", "--json"}, args...)...)), &r); err != nil {
			t.Fatal(err)
		}
		return r
	}
	r := register("--total", "cpuMilli=1000,memoryMiB=512,diskMiB=512", "--metadata-uri", "https://example.org/node.json")
	if r.Registered || r.Current || r.To != w.a.Registry || r.From != w.wallet.Address() || r.Total.TrafficMiB != offeredTraffic || r.Endpoint != w.domain ||
		len(r.Pages) != 2 || r.Pages[0] != w.platform+"/node" {
		t.Errorf("got %+v", r)
	}
	report := func(want int) (r doctor.Report) {
		t.Helper()
		code, out, errs := w.run("", "--config", config, "doctor", "--json", "--platform", w.platform)
		if code != want {
			t.Errorf("exit code %d, want %d\n%s%s", code, want, out, errs)
		}
		if err := json.Unmarshal([]byte(out), &r); err != nil {
			t.Fatal(err)
		}
		return r
	}
	state := func(r doctor.Report, check string) doctor.State {
		for _, f := range r.Findings {
			if f.Check == check {
				return f.State
			}
		}
		t.Errorf("no %s", check)
		return ""
	}
	if r := report(exitFailures); state(r, "registry") != doctor.Failure || state(r, "gas") != doctor.Failure || state(r, "settings") != doctor.OK {
		t.Errorf("before the node is entered: %+v", r)
	}
	if _, err := w.wallet.Transact(t.Context(), r.To, r.Data); err != nil {
		t.Fatal(err)
	}
	if again := register(); !again.Registered || !again.Current || again.Metadata != "https://example.org/node.json" || again.Total != r.Total {
		t.Errorf("once it is entered: %+v", again)
	}
	if again := register("--total", "cpuMilli=500"); again.Current || again.Total.MemoryMiB != 512 {
		t.Errorf("with another total: %+v", again)
	}
	if out := w.must("--config", config, "register"); !strings.Contains(out, "nothing needs to be sent") {
		t.Errorf("got %s", out)
	}
	if _, err := w.wallet.Pay(t.Context(), r.Operator, w.ether()); err != nil {
		t.Fatal(err)
	}
	if r := report(0); state(r, "registry") != doctor.OK || state(r, "gas") != doctor.OK {
		t.Errorf("once it is entered: %+v", r)
	}
	if code, out, _ := w.run("", "--config", config, "doctor"); code != 0 || !strings.Contains(out, "ok       chain\n") || !strings.Contains(out, "0 failures") {
		t.Errorf("%d\n%s", code, out)
	}
	for _, wrong := range []string{"cores=4", "cpuMilli=x", "cpuMilli=0,memoryMiB=0", "gpuModel=RTX 4090"} {
		if code, _, errs := w.run("", "--config", config, "register", "--total", wrong); code == 0 || !strings.Contains(errs, "--total") {
			t.Errorf("--total %s: %d %s", wrong, code, errs)
		}
	}
}
