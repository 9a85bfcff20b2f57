package devwallet

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"math/big"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/ethclient"
	"github.com/ethereum/go-ethereum/params"
	"github.com/gorilla/websocket"

	"berth/demo/devchain"
	"berth/shared/attacktest"
	"berth/shared/eth"
	"berth/shared/server/eip712"
	"berth/shared/typed"
)

const app = "http://localhost:8080"

func start(t *testing.T) (url string, account common.Address) {
	t.Helper()
	key, err := crypto.ToECDSA(common.LeftPadBytes([]byte{9}, 32))
	if err != nil {
		t.Fatal(err)
	}
	account = crypto.PubkeyToAddress(key.PublicKey)
	c, err := devchain.Start(devchain.Config{Alloc: types.GenesisAlloc{account: {Balance: big.NewInt(params.Ether)}}, Period: -1})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { c.Run(ctx); close(done) }()
	w := New(c.Client(), devchain.ID)
	w.Add(key, Node, "North Quay")
	h, stop, err := Handler(c, w, []string{app}, []string{"localhost", "127.0.0.1"})
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(h)
	t.Cleanup(func() { srv.Close(); stop(); cancel(); <-done; c.Close() })
	return srv.URL, account
}

// call does one JSON-RPC call and gives the result or the error's text.
func call(t *testing.T, url, origin, host, method string, args ...any) (json.RawMessage, string) {
	t.Helper()
	body, err := json.Marshal(map[string]any{"jsonrpc": "2.0", "id": 1, "method": method, "params": args})
	if err != nil {
		t.Fatal(err)
	}
	req, err := http.NewRequest("POST", url, bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	if origin != "" {
		req.Header.Set("Origin", origin)
	}
	if host != "" {
		req.Host = host
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(io.LimitReader(res.Body, 1<<20))
	if err != nil {
		t.Fatal(err)
	}
	var out struct {
		Result json.RawMessage
		Error  *struct{ Message string }
	}
	if err := json.Unmarshal(b, &out); err != nil {
		return nil, string(b)
	}
	if out.Error != nil {
		return nil, out.Error.Message
	}
	return out.Result, ""
}

func TestWalletIsForTheAppOnly(t *testing.T) {
	url, account := start(t)
	for _, c := range []struct{ name, origin, host, method, wantErr string }{
		{"the app's page", app, "", "eth_accounts", ""},
		{"another page", "http://evil.example", "", "personal_sign", "may not use"},
		{"no page", "", "", "personal_sign", "not available"},
		{"another page reads", "http://evil.example", "", "eth_blockNumber", "may not use"},
		{"a tool reads", "", "", "eth_blockNumber", ""},
		{"a wallet reads", "chrome-extension://nkbihfbeogaeaoehlefnkodbefgpgknn", "", "eth_blockNumber", ""},
		{"a wallet signs", "moz-extension://a0b1", "", "personal_sign", "not available"},
		{"a rebound name", app, "evil.example", "eth_accounts", "invalid host"},
		{"administration", app, "", "admin_nodeInfo", "not available"},
		{"debugging", app, "", "debug_setHead", "not available"},
	} {
		t.Run(c.name, func(t *testing.T) {
			args := []any{}
			if c.method == "personal_sign" {
				args = []any{"0x00", account}
			}
			_, got := call(t, url, c.origin, c.host, c.method, args...)
			if (c.wantErr == "") != (got == "") || !strings.Contains(got, c.wantErr) {
				t.Errorf("error = %q, want one with %q", got, c.wantErr)
			}
		})
	}
	for origin, want := range map[string]string{app: `[{"address":"` + strings.ToLower(account.Hex()) + `","kind":"node","label":"North Quay"}]`, "": ""} {
		if res, msg := call(t, url, origin, "", "berth_accounts"); string(res) != want || (msg == "") != (want != "") {
			t.Errorf("berth_accounts from %q = %s, %s; want %s", origin, res, msg, want)
		}
	}
	if res, msg := call(t, url, "", "", "eth_accounts"); msg == "" && strings.Contains(strings.ToLower(string(res)), strings.ToLower(account.Hex()[2:])) {
		t.Errorf("eth_accounts without the app's origin = %s, want none of the wallet's", res)
	}
}

func TestSigns(t *testing.T) {
	url, account := start(t)
	data := typed.Deploy{Order: 7, ManifestHash: eth.Hash{1}, Revision: 1, NotAfter: time.Unix(2e9, 0)}.Data(typed.Berth(devchain.ID, eth.Address{5}))
	asText, err := json.Marshal(data)
	if err != nil {
		t.Fatal(err)
	}
	for name, arg := range map[string]any{"object": data, "string": string(asText)} {
		t.Run("typed data as "+name, func(t *testing.T) {
			res, msg := call(t, url, app, "", "eth_signTypedData_v4", account, arg)
			var sig hexutil.Bytes
			if err := json.Unmarshal(res, &sig); err != nil || msg != "" {
				t.Fatalf("%s %s %v", res, msg, err)
			}
			if got, err := eip712.Recover(data, sig); err != nil || got != eth.Address(account) {
				t.Errorf("recovered %v, %v; want %v", got, err, account)
			}
		})
	}
	res, msg := call(t, url, app, "", "personal_sign", hexutil.Bytes("hello"), account)
	var sig hexutil.Bytes
	if err := json.Unmarshal(res, &sig); err != nil || msg != "" {
		t.Fatalf("%s %s %v", res, msg, err)
	}
	if got, err := eip712.RecoverHash(eip712.PersonalHash([]byte("hello")), sig); err != nil || got != eth.Address(account) {
		t.Errorf("recovered %v, %v; want %v", got, err, account)
	}
	if _, msg := call(t, url, app, "", "personal_sign", hexutil.Bytes("hello"), common.Address{1}); !strings.Contains(msg, "not in the Dev wallet") {
		t.Errorf("a foreign account: %q", msg)
	}
}

func TestSendsTransactions(t *testing.T) {
	url, account := start(t)
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	to := common.Address{0x42}
	var hashes []common.Hash
	for range 3 {
		res, msg := call(t, url, app, "", "eth_sendTransaction", map[string]any{"from": account, "to": to, "value": "0x5"})
		var h common.Hash
		if err := json.Unmarshal(res, &h); err != nil || msg != "" {
			t.Fatalf("%s %s %v", res, msg, err)
		}
		hashes = append(hashes, h)
	}
	client, err := ethclient.DialContext(ctx, "ws"+strings.TrimPrefix(url, "http"))
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	for _, h := range hashes {
		for {
			if r, err := client.TransactionReceipt(ctx, h); err == nil {
				if r.Status != 1 {
					t.Fatal("transaction failed")
				}
				break
			}
			select {
			case <-ctx.Done():
				t.Fatal("no receipt in time")
			case <-time.After(20 * time.Millisecond):
			}
		}
	}
	if b, err := client.BalanceAt(ctx, to, nil); err != nil || b.Int64() != 15 {
		t.Errorf("balance = %v, %v; want 15", b, err)
	}
	if _, msg := call(t, url, app, "", "eth_sendTransaction", map[string]any{"from": account, "to": to, "chainId": "0x1"}); !strings.Contains(msg, "chain 1337") {
		t.Errorf("wrong chain: %q", msg)
	}
}

// TestAttackPages reads and signs from pages that are not the app's, by HTTP and WebSocket, and by names that were made to
// point here.
func TestAttackPages(t *testing.T) {
	a := attacktest.Begin(t, "a web page uses the demo's chain or wallet")
	url, account := start(t)
	origins := []string{
		"http://evil.example", "https://evil.example", "null", "http://localhost", "http://localhost:1", app + "/", app + ".evil.example", strings.ToUpper(app),
		"https" + strings.TrimPrefix(app, "http"), "http://x@" + strings.TrimPrefix(app, "http://"), "file://", "chrome-extension.evil.example", "http://chrome-extension://x", "*", " ",
		app + " http://evil.example",
	}
	for _, origin := range origins {
		for _, method := range []string{"eth_blockNumber", "eth_call", "eth_chainId", "eth_accounts", "berth_accounts", "personal_sign", "eth_sendTransaction", "net_version", "web3_clientVersion"} {
			res, msg := call(t, url, origin, "", method, map[string]any{"from": account, "to": account})
			a.Tried(msg == "" || !strings.Contains(msg, "may not use"), "%s from %q: %s %s", method, origin, res, msg)
		}
		h := http.Header{"Origin": {origin}}
		conn, res, err := websocket.DefaultDialer.Dial("ws"+strings.TrimPrefix(url, "http"), h)
		if err == nil {
			conn.Close()
		}
		a.Tried(err == nil, "a WebSocket from %q: %v", origin, res)
	}
	for _, host := range []string{"evil.example", "evil.example:8545", "localhost.evil.example", "127.0.0.1.evil.example", "localhost.", "10.1.2.3", "[::2]", "localhost@evil.example"} {
		for _, origin := range []string{"", app, "http://" + host} {
			_, msg := call(t, url, origin, host, "eth_blockNumber")
			a.Tried(!strings.Contains(msg, "invalid host"), "host %q, origin %q: %s", host, origin, msg)
		}
	}
	// A page that is read without Origin, such as by an image, says at least where it stands.
	for _, site := range []string{"cross-site", "same-site"} {
		for _, method := range []string{"GET", "POST", "OPTIONS"} {
			req, err := http.NewRequest(method, url, strings.NewReader(`{"jsonrpc":"2.0","id":1,"method":"eth_blockNumber","params":[]}`))
			if err != nil {
				t.Fatal(err)
			}
			req.Header.Set("Sec-Fetch-Site", site)
			req.Header.Set("Content-Type", "application/json")
			res, err := http.DefaultClient.Do(req)
			if err != nil {
				t.Fatal(err)
			}
			res.Body.Close()
			a.Tried(res.StatusCode != 403, "%s, %s: %d", method, site, res.StatusCode)
		}
	}
	if _, msg := call(t, url, app, "", "eth_blockNumber"); msg != "" {
		t.Errorf("the app: %s", msg)
	}
}
