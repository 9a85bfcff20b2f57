package wallet

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"berth/ui/outside"
)

// TestApps: each app's link is one that may be followed, and leads to the page just as it is.
func TestApps(t *testing.T) {
	const page = "https://berth.example:8443/rent?template=n8n&name=a%20b%26c"
	want := map[string]string{
		"metamask": "https://link.metamask.io/dapp/berth.example:8443/rent?template=n8n&name=a%20b%26c",
		"okx":      "https://web3.okx.com/download?deeplink=okx%3A%2F%2Fwallet%2Fdapp%2Furl%3FdappUrl%3Dhttps%253A%252F%252Fberth.example%253A8443%252Frent%253Ftemplate%253Dn8n%2526name%253Da%252520b%252526c",
		"trust":    "https://link.trustwallet.com/open_url?coin_id=60&url=https%3A%2F%2Fberth.example%3A8443%2Frent%3Ftemplate%3Dn8n%26name%3Da%2520b%2526c",
		"imtoken":  "imtokenv2://navigate/DappView?url=https%3A%2F%2Fberth.example%3A8443%2Frent%3Ftemplate%3Dn8n%26name%3Da%2520b%2526c",
		"coinbase": "https://go.cb-w.com/dapp?cb_url=https%3A%2F%2Fberth.example%3A8443%2Frent%3Ftemplate%3Dn8n%26name%3Da%2520b%2526c",
	}
	if len(want) != len(Apps) {
		t.Errorf("%d apps, want %d", len(Apps), len(want))
	}
	for _, a := range Apps {
		got := a.Link(page)
		if got != want[a.ID] {
			t.Errorf("%s: got %s\nwant %s", a.Name, got, want[a.ID])
		}
		if u, ok := (outside.Place{}).App(got); !ok || u.String() != got {
			t.Errorf("%s: %s may not be followed: %q", a.Name, got, u)
		}
		// What the app is told to open, read back as a browser would.
		u, err := url.Parse(got)
		if err != nil {
			t.Fatal(err)
		}
		if a.ID == "metamask" {
			continue
		}
		opened := u.Query().Get(map[string]string{"okx": "deeplink", "trust": "url", "imtoken": "url", "coinbase": "cb_url"}[a.ID])
		if a.ID == "okx" {
			if u, err = url.Parse(opened); err != nil || u.Scheme != "okx" {
				t.Fatal(u, err)
			}
			opened = u.Query().Get("dappUrl")
		}
		if opened != page {
			t.Errorf("%s opens %s", a.Name, opened)
		}
	}
	for _, bad := range []string{outside.ImToken, outside.ImToken + "https://x.example", outside.ImToken + "a\nb", "imtokenv2://navigate/Transfer?to=0x1", "okx://wallet", "javascript:alert(1)", outside.ImToken + strings.Repeat("a", 5000)} {
		if u, ok := (outside.Place{}).App(bad); ok {
			t.Errorf("%q may be followed: %s", bad, u)
		}
	}
}

// TestBatches: by the chain's number, however it is written, or by that of all chains (EIP-5792).
func TestBatches(t *testing.T) {
	for said, want := range map[string]bool{
		`{"0x539": {"atomic": {"status": "supported"}}}`:   true,
		`{"0x0539": {"atomic": {"status": "ready"}}}`:      true,
		`{"0x0": {"atomic": {"status": "supported"}}}`:     true,
		`{"0x1": {"atomic": {"status": "supported"}}}`:     false,
		`{"0x539": {"atomic": {"status": "unsupported"}}}`: true,
		`{"all": {}}`: false,
		`{}`:          false,
	} {
		var can map[string]json.RawMessage
		if err := json.Unmarshal([]byte(said), &can); err != nil {
			t.Fatal(err)
		}
		if got := batches(can, 1337); got != want {
			t.Errorf("%s: got %v", said, got)
		}
	}
}

// TestBatched: what wallets say of a batch (EIP-5792), where they do its calls at once and where not.
func TestBatched(t *testing.T) {
	const first, second = `{"transactionHash": "0x1111111111111111111111111111111111111111111111111111111111111111"}`, `{"transactionHash": "0x2222222222222222222222222222222222222222222222222222222222222222"}`
	for _, c := range []struct {
		said string
		txs  int
		ok   bool
	}{
		{`{"status": 100}`, 0, true},
		{`{"status": 100, "receipts": [` + first + `]}`, 0, true},
		{`{"status": 200, "atomic": true, "receipts": [` + first + `]}`, 1, true},
		{`{"status": 200, "receipts": [` + first + `]}`, 1, true},
		{`{"status": 200, "atomic": false, "receipts": [` + first + `]}`, 0, true},
		{`{"status": 200, "atomic": false, "receipts": [` + first + `, ` + second + `]}`, 2, true},
		{`{"status": 200, "atomic": true, "receipts": []}`, 0, true},
		{`{"status": 400}`, 0, false},
		{`{"status": 500, "receipts": [` + first + `]}`, 0, false},
		{`{"status": "CONFIRMED"}`, 0, true},
		{``, 0, true},
	} {
		txs, err := batched([]byte(c.said), 2)
		if len(txs) != c.txs || (err == nil) != c.ok {
			t.Errorf("%s: got %v, %v", c.said, txs, err)
		}
		if len(txs) == 2 && txs[1][0] != 0x22 {
			t.Errorf("%s: the last is %s", c.said, txs[1])
		}
	}
}
