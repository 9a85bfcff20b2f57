package setup

import (
	"bytes"
	"encoding/hex"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"berth/contracts/chain"
	"berth/gateway/opkey"
	"berth/shared/eth"
	"berth/shared/wire"
)

var update = flag.Bool("update", false, "write the golden file")

// answered is a setup for the chart that needs no more answers.
func answered(t *testing.T, dir string) *Setup {
	t.Helper()
	path := filepath.Join(dir, "addresses.json")
	a := chain.Addresses{ChainID: 11155111, Token: eth.Address{1}, Registry: eth.Address{2}, Market: eth.Address{3}, Block: 7, Tokens: []wire.Coin{{Address: eth.Address{1}, Symbol: "BRT", Decimals: 18}}}
	if err := a.Save(path); err != nil {
		t.Fatal(err)
	}
	return &Setup{Chart: true, Answers: Answers{
		Node: "0x00000000000000000000000000000000000000aa", Addresses: path, RPC: "https://rpc.example.org,https://other.example.org", Domain: "n1.example.org", Name: `The "Quay": ours`, Region: "eu-west",
		Prices: "BRT:core-hour=1,memory-hour=0.25", OperatorKey: "@" + filepath.Join(dir, "operator.key"),
	}}
}

// helm completes a setup, and gives the values and the documents of the cluster's file.
func helm(t *testing.T, s *Setup, dir string) (values []byte, docs []map[string]any) {
	t.Helper()
	if err := s.Complete(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := s.MakeKey(); err != nil {
		t.Fatal(err)
	}
	c, err := s.Helm(dir, s.Addresses, "v1.2.3")
	if err != nil {
		t.Fatal(err)
	}
	if values, err = os.ReadFile(c.Values); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(c.Cluster)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file with the keys: %v, %v", info, err)
	}
	raw, err := os.ReadFile(c.Cluster)
	if err != nil {
		t.Fatal(err)
	}
	for d := yaml.NewDecoder(bytes.NewReader(raw)); ; {
		var one map[string]any
		if d.Decode(&one) != nil {
			return values, docs
		}
		docs = append(docs, one)
	}
}

// TestHelm: the values are as deploy/helm has them among its cases, where the chart takes them; the namespace and the Secret are what
// the chart expects; and a second run keeps the keys.
func TestHelm(t *testing.T) {
	dir := t.TempDir()
	values, docs := helm(t, answered(t, dir), dir)
	golden := filepath.Join("..", "..", "..", "deploy", "helm", "testdata", "init.yaml")
	if *update {
		if err := os.WriteFile(golden, values, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if want, err := os.ReadFile(golden); err != nil || !bytes.Equal(values, want) {
		t.Errorf("%s is another one (%v); remedy: go test ./gateway/command/setup -update, then cd deploy && go test ./helm -update. Now:\n%s", golden, err, values)
	}
	if len(docs) != 2 || docs[0]["kind"] != "Namespace" || docs[1]["kind"] != "Secret" {
		t.Fatalf("the cluster's file has %v", docs)
	}
	if labels := docs[0]["metadata"].(map[string]any)["labels"].(map[string]any); labels["berth/gateway"] != "true" || labels["pod-security.kubernetes.io/enforce"] != "restricted" {
		t.Errorf("the namespace is labelled %v", labels)
	}
	keys := docs[1]["stringData"].(map[string]any)
	operator, err := opkey.Read("@"+filepath.Join(dir, "operator.key"), "")
	if err != nil {
		t.Fatal(err)
	}
	if has, err := opkey.Read(strings.TrimSpace(keys["operator.key"].(string)), ""); err != nil || !has.Equal(operator) || len(keys) != 2 {
		t.Errorf("the Secret has %d keys, and of the operator another than the file: %v", len(keys), err)
	}
	sealing := keys["secrets.key"].(string)
	if raw, err := hex.DecodeString(strings.TrimSpace(sealing)); err != nil || len(raw) != 32 {
		t.Errorf("the secrets key is no 64 hex digits: %v", err)
	}

	again := answered(t, dir)
	again.Region = "elsewhere"
	values, docs = helm(t, again, dir)
	if docs[1]["stringData"].(map[string]any)["secrets.key"] != sealing || !strings.Contains(string(values), "region: elsewhere") {
		t.Errorf("a second run has another secrets key, or the old values:\n%s", values)
	}
	mine := filepath.Join(dir, "values.yaml")
	if err := os.WriteFile(mine, []byte("node: mine\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := again.Helm(dir, again.Addresses, "v1"); err == nil || !strings.Contains(err.Error(), "somebody's own") {
		t.Errorf("a file of somebody's own: %v", err)
	}
}

// TestHelmWays: each way to a certificate, and a key with a passphrase, is one that the chart knows.
func TestHelmWays(t *testing.T) {
	dir := t.TempDir()
	cert, key := filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	for path, text := range map[string]string{cert: "-----BEGIN CERTIFICATE-----\n", key: "-----BEGIN PRIVATE KEY-----\n"} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	files := answered(t, dir)
	files.Certificate, files.TLSCert, files.TLSKey = "files", cert, key
	values, docs := helm(t, files, dir)
	if len(docs) != 3 || docs[2]["type"] != "kubernetes.io/tls" || !strings.Contains(string(values), "secret: berth-gateway-tls") {
		t.Errorf("files: %v\n%s", docs, values)
	}
	if pair := docs[2]["stringData"].(map[string]any); !strings.Contains(pair["tls.crt"].(string), "BEGIN CERTIFICATE") || !strings.Contains(pair["tls.key"].(string), "PRIVATE KEY") {
		t.Errorf("the certificate's Secret has %v", pair)
	}
	proxy := answered(t, dir)
	proxy.Certificate, proxy.Proxies = "proxy", []string{"10.0.0.0/8"}
	if values, _ = helm(t, proxy, dir); !strings.Contains(string(values), "mode: proxy") || !strings.Contains(string(values), "- 10.0.0.0/8") {
		t.Errorf("proxy:\n%s", values)
	}
	none := answered(t, dir)
	none.Certificate = "none"
	if values, _ = helm(t, none, dir); !strings.Contains(string(values), "mode: none") {
		t.Errorf("none:\n%s", values)
	}
	other := t.TempDir()
	sealed := answered(t, other)
	sealed.Passphrase = "correct horse"
	values, docs = helm(t, sealed, other)
	if keys := docs[1]["stringData"].(map[string]any); keys["passphrase"] != "correct horse" || !strings.Contains(string(values), "operator-passphrase: '@/etc/berth/keys/passphrase'") {
		t.Errorf("a key with a passphrase:\n%s", values)
	}
	if strings.Contains(string(values), "horse") {
		t.Error("the passphrase is among the values")
	}
}

// TestHelmRefuses: what is right on this machine and not in a pod is refused before anything is written.
func TestHelmRefuses(t *testing.T) {
	for want, change := range map[string]func(*Setup){
		"--rpc: 127.0.0.1:8545 is this machine alone": func(s *Setup) { s.RPC = "https://rpc.example.org,http://127.0.0.1:8545" },
		"--runtime: must be kube":                     func(s *Setup) { s.Runtime = "local" },
		"--proxies: needs":                            func(s *Setup) { s.Certificate = "proxy" },
	} {
		s := answered(t, t.TempDir())
		change(s)
		if err := s.Complete(t.Context()); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
	inline := answered(t, t.TempDir())
	inline.OperatorKey = strings.Repeat("11", 32)
	if err := inline.Complete(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := inline.Helm(t.TempDir(), inline.Addresses, "v1"); err == nil || !strings.Contains(err.Error(), "--operator-key: must be @") {
		t.Errorf("a key among the settings: %v", err)
	}
}
