package main

import (
	"crypto/ecdsa"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"berth/bff/certify/evidence"
	"berth/contracts/chain"
	"berth/contracts/chain/chaintest"
	"berth/shared/eth"
	"berth/shared/resource"
	"berth/shared/server/eip712"
	"berth/shared/typed"
	"berth/shared/wire"
)

// world is a chain with a node, whose gateway answers challenges by a key.
type world struct {
	t      *testing.T
	at     chain.Addresses
	rpc    string
	node   eth.Address
	signer *ecdsa.PrivateKey // that the gateway answers with
}

func newWorld(t *testing.T) *world {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	admin, node, operator := chaintest.Key(1), chaintest.Key(2), chaintest.Key(3)
	w := &world{t: t, rpc: fmt.Sprintf("http://127.0.0.1:%d", port), node: chaintest.Addr(node), signer: operator}
	backend := chaintest.New(t, chaintest.Accounts{Rich: []*ecdsa.PrivateKey{admin, node}}, chaintest.HTTP(port))
	w.at, _ = backend.Deploy(t, admin, chain.Params{Admin: chaintest.Addr(admin), ActivationWindow: 10 * time.Minute, MaxReferrerShare: 1000})
	gateway := httptest.NewServer(http.HandlerFunc(w.answer))
	t.Cleanup(gateway.Close)
	if _, err := chain.NewSender(chain.New(backend, w.at), node, chain.SenderConfig{}).Register(t.Context(), chain.Entry{
		Operator: chaintest.Addr(operator), Total: resource.Resources{CPUMilli: 1000}, Endpoint: strings.TrimPrefix(gateway.URL, "http://"),
	}); err != nil {
		t.Fatal(err)
	}
	return w
}

func (w *world) answer(rw http.ResponseWriter, r *http.Request) {
	var req wire.ChallengeRequest
	if json.NewDecoder(r.Body).Decode(&req) != nil || r.URL.Path != "/v1/challenge" {
		http.NotFound(rw, r)
		return
	}
	c := typed.Challenge{Gateway: r.Host, Node: w.node, Verifier: req.Verifier, Nonce: req.Nonce, At: time.Now().UTC().Truncate(time.Second)}
	sig, err := eip712.Sign(w.signer, c.Data(w.at.Domain()))
	if err != nil {
		w.t.Error(err)
	}
	if err := json.NewEncoder(rw).Encode(wire.ChallengeAnswer{Challenge: c, Operator: chaintest.Addr(w.signer), Signature: sig}); err != nil {
		w.t.Error(err)
	}
}

// contracts are the flags that say where the contracts are.
func (w *world) contracts() []string {
	return []string{"--rpc", w.rpc, "--market", w.at.Market.String(), "--registry", w.at.Registry.String()}
}

// document writes down what a verifier found, and gives the file.
func (w *world) document(verifier *ecdsa.PrivateKey, passed bool, at time.Time, b evidence.Body, change func(*wire.EvidenceDocument)) string {
	w.t.Helper()
	e, err := evidence.Sign(verifier, w.at.Domain(), w.node, evidence.Place, passed, at, b)
	if err != nil {
		w.t.Fatal(err)
	}
	if change != nil {
		change(&e)
	}
	raw, err := json.Marshal(e)
	if err != nil {
		w.t.Fatal(err)
	}
	file := filepath.Join(w.t.TempDir(), "evidence.json")
	if err := os.WriteFile(file, raw, 0o600); err != nil {
		w.t.Fatal(err)
	}
	return file
}

// says runs a command line and holds its exit code and words, of both outputs, against what is wanted.
func (w *world) says(code int, want string, args ...string) string {
	w.t.Helper()
	var out, wrong strings.Builder
	got := run(w.t.Context(), args, &out, &wrong)
	said := out.String() + wrong.String()
	if got != code || !strings.Contains(said, want) {
		w.t.Errorf("%s: exit code %d, want %d with %q; it says:\n%s", strings.Join(args, " "), got, code, want, said)
	}
	if code == exitPassed && wrong.Len() > 0 {
		w.t.Errorf("%s: passes, and complains: %s", strings.Join(args, " "), wrong.String())
	}
	return said
}

func TestCheck(t *testing.T) {
	w := newWorld(t)
	check := func(args ...string) []string { return append(append([]string{"check"}, w.contracts()...), args...) }
	me := w.node.String()
	w.says(exitPassed, "Check a node", "--help")
	w.says(exitPassed, "--token", "check", "--help")
	said := w.says(exitPassed, "key       passed\n", check("--demo", me)...)
	for _, want := range []string{"node " + me + " at 127.0.0.1:", "place     passed\n", "127.0.0.1, private, without TLS\n", "not rented and not measured"} {
		if !strings.Contains(said, want) {
			t.Errorf("it does not say %q:\n%s", want, said)
		}
	}
	// What is no fault in a demo is one anywhere else.
	w.says(exitNotPassed, "place     NOT PASSED", check(me)...)
	w.signer = chaintest.Key(7)
	w.says(exitNotPassed, "key       NOT PASSED: the answer is signed by "+chaintest.Addr(w.signer).String(), check("--demo", me)...)
	w.says(exitFailed, "is not in the registry", check("--demo", w.at.Market.String())...)
	w.says(exitFailed, "rpc: ", "check", "--rpc", "http://127.0.0.1:1", "--market", w.at.Market.String(), "--registry", w.at.Registry.String(), me)
	w.says(exitFailed, "not Berth's contract", "check", "--rpc", w.rpc, "--market", w.at.Market.String(), "--registry", me, me)
}

// TestFlags: what is typed wrong is said before a node is asked, or a coin is spent.
func TestFlags(t *testing.T) {
	w := &world{t: t, rpc: "http://127.0.0.1:1", at: chain.Addresses{Market: eth.Address{1}, Registry: eth.Address{2}}}
	key, token, node := strings.Repeat("1", 64), eth.Address{3}.String(), eth.Address{4}.String()
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		want string
		args []string
	}{
		{`expected "<node>"`, []string{}},
		{"node: ", []string{eth.Address{}.String()}},
		{"40 hex digits", []string{"somebody"}},
		{"unknown flag --most-of-all", []string{"--most-of-all", "1", node}},
		{"--wait: ", []string{"--wait", "0s", node}},
		{"--wait: ", []string{"--wait=-1m", node}},
		{"--part: 0", []string{"--part", "0", node}},
		{"--part: 101", []string{"--part", "101", node}},
		{"--memory: -1", []string{"--memory=-1", node}},
		{"--disk: ", []string{"--disk", "99999999999", node}},
		{"--transfer: -5", []string{"--transfer=-5", node}},
		{"--most: ", []string{"--most", "1.5", node}},
		{"--most: ", []string{"--most", "0", node}},
		{"--token: ", []string{"--key", key, node}},
		{"--key: ", []string{"--key", "secret", "--token", token, node}},
		{"--key: ", []string{"--key", "@" + file, "--token", token, node}},
		{"--out: ", []string{"--key", key, "--token", token, "--out", file, node}},
		{"--out: ", []string{"--key", key, "--token", token, "--out", file + ".d", node}},
		{"--out: ", []string{"--out", t.TempDir(), node}},
	} {
		said := w.says(exitFailed, c.want, append(append([]string{"check"}, w.contracts()...), c.args...)...)
		if strings.Contains(said, key) || strings.Contains(said, "secret") {
			t.Errorf("it shows the key: %s", said)
		}
	}
	w.says(exitFailed, "--market: ", "check", "--rpc", w.rpc, "--market", eth.Address{}.String(), "--registry", node, node)
	w.says(exitFailed, "--registry: ", "evidence", "--rpc", w.rpc, "--market", node, "--registry", eth.Address{}.String(), file)
	w.says(exitFailed, "missing flags: --market", "check", node)
	w.says(exitFailed, "expected", "certify")
}

func TestEvidence(t *testing.T) {
	w := newWorld(t)
	one, two, three := chaintest.Key(11), chaintest.Key(12), chaintest.Key(13)
	at := time.Date(2026, 5, 6, 7, 8, 9, 0, time.UTC)
	good := evidence.Body{Endpoint: "example.com", Addresses: []evidence.AddressFound{{Address: "8.8.8.8", Public: true, TLS: "TLS 1.3", Signed: true}}}
	again := func(args ...string) []string { return append(append([]string{"evidence"}, w.contracts()...), args...) }
	ones, twos, threes := w.document(one, true, at, good, nil), w.document(two, true, at.Add(time.Hour), good, nil), w.document(three, true, at, good, nil)
	w.says(exitPassed, "place of node "+w.node.String()+", found by "+chaintest.Addr(one).String()+" at 2026-05-06T07:08:09Z; checked again in ", again(ones)...)

	// What several found is joined, each document once.
	w.says(exitPassed, "3 of 4 count, each once, of 3 verifiers", again(ones, twos, threes, ones)...)
	trusted := "--trusted=" + chaintest.Addr(one).String() + "," + chaintest.Addr(two).String()
	w.says(exitPassed, "2 of 2 count, each once, of 2 verifiers", again(trusted, ones, twos)...)
	said := w.says(exitNotPassed, "2 of 3 count", again(trusted, ones, twos, threes)...)
	if !strings.Contains(said, "none of those that are trusted") || !strings.Contains(said, "1 of 3 do not count") {
		t.Errorf("of one who is not trusted: %s", said)
	}

	// That a node did not pass is evidence as well. What is in it does nothing to a terminal.
	said = w.says(exitPassed, "place     NOT PASSED: no way", again(w.document(one, false, at, evidence.Body{Why: "no way\x1b[2J\u202e\r"}, nil))...)
	if strings.ContainsAny(said, "\x1b\u202e\r") {
		t.Errorf("the terminal is told %q", said)
	}

	changed := w.document(one, false, at, good, func(e *wire.EvidenceDocument) { e.Passed = true })
	w.says(exitNotPassed, "does not hold", again(changed)...)
	w.says(exitNotPassed, "1 of 2 count", again(changed, ones)...)
	w.says(exitNotPassed, "does not hold", again(w.document(one, true, at, evidence.Body{}, nil))...)

	// From a platform, as it publishes it.
	raw, err := os.ReadFile(ones)
	if err != nil {
		t.Fatal(err)
	}
	platform := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/good":
			rw.Write(raw)
		case "/long":
			rw.Write(slices.Repeat([]byte(" "), maxDocument+1))
		case "/page":
			rw.Write([]byte("<html>"))
		default:
			http.NotFound(rw, r)
		}
	}))
	defer platform.Close()
	w.says(exitPassed, "place of node", again(platform.URL+"/good")...)
	w.says(exitFailed, "status 404", again(platform.URL+"/gone")...)
	w.says(exitFailed, "longer than", again(platform.URL+"/long")...)
	w.says(exitFailed, "it is no evidence", again(platform.URL+"/page")...)
	w.says(exitFailed, "no such file", again(filepath.Join(t.TempDir(), "none"))...)
	w.says(exitFailed, "rpc: ", "evidence", "--rpc", "http://127.0.0.1:1", "--market", w.at.Market.String(), "--registry", w.at.Registry.String(), ones)
}
