package gateway

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"berth/shared/pubkey"
	"berth/shared/scope"
	"berth/shared/server/eip712"
	"berth/shared/server/proof"
	"berth/shared/typed"
	"berth/shared/wire"
)

// TestDeployFromCI runs docs/ci.md as it stands: a key by openssl, the wallet's word for it, and deploys by its script. The
// chain of signatures can be checked afterwards, and a key that was revoked deploys no more.
func TestDeployFromCI(t *testing.T) {
	if _, err := exec.LookPath("openssl"); err != nil {
		t.Skip("there is no openssl here; remedy: install it")
	}
	page, err := os.ReadFile("../docs/ci.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := regexp.MustCompile("(?s)```sh\n(.*?)```").FindAllStringSubmatch(string(page), -1)
	if len(blocks) != 3 {
		t.Fatalf("the page has %d scripts", len(blocks))
	}
	w := newWorld(t)
	w.start()
	id := w.order()
	dir := t.TempDir()
	run := func(script string, args ...string) (string, error) {
		cmd := exec.CommandContext(t.Context(), "sh", append([]string{"-c", script, "deploy.sh"}, args...)...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "BERTH_GATEWAY=http://"+w.domain, "BERTH_NODE="+eip712.Checksum(address(w.node)), "BERTH_USER="+eip712.Checksum(address(w.user)),
			"BERTH_ORDER="+id.String(), fmt.Sprint("BERTH_CHAIN=", w.a.ChainID), "BERTH_MARKET="+eip712.Checksum(w.a.Market), "BERTH_KEY_FILE=berth-ci.pem", "no_proxy=*")
		out, err := cmd.CombinedOutput()
		return string(out), err
	}
	line, err := run(blocks[0][1])
	if err != nil {
		t.Fatalf("the key: %v\n%s", err, line)
	}
	key, err := pubkey.Parse(line)
	if err != nil {
		t.Fatalf("%q: %v", line, err)
	}
	deploy := blocks[1][1]
	const first = "services:\n  web:\n    image: berth/hello\n    ports: [\"8080:8080\"]\n    environment:\n      GREETING: 'a \"quoted\" back\\slash,\ttab & 你好'"
	for name, text := range map[string]string{"first.yaml": first, "second.yaml": strings.ReplaceAll(first, "quoted", "second") + "\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if out, err := run(deploy, "compose", "first.yaml"); err == nil || !strings.Contains(out, "key-over") {
		t.Errorf("before the wallet has authorised the key: %v\n%s", err, out)
	}

	x := w.accessRequest(id, w.user).Access
	x.Key, x.Name, x.Scopes, x.NotAfter = key, "deploy job", scope.Read|scope.Deploy, x.IssuedAt.Add(60*24*time.Hour)
	sig, err := eip712.Sign(w.user, x.Data(w.a.Domain()))
	if err != nil {
		t.Fatal(err)
	}
	var grant wire.AccessToken
	if _, p := w.call("POST", "/v1/access", "", wire.AccessRequest{Access: x, Signature: sig}, &grant); p != nil {
		t.Fatal(p)
	}
	for i, name := range []string{"first.yaml", "second.yaml"} {
		out, err := run(deploy, "compose", name)
		if err != nil || !strings.Contains(out, `"phase":"ready"`) {
			t.Fatalf("%s: %v\n%s", name, err, out)
		}
		var p wire.Proof
		if _, problem := w.call("GET", fmt.Sprintf("/v1/orders/%s/deployment/revisions/%d/proof", id, i+1), grant.Token, nil, &p); problem != nil {
			t.Fatal(problem)
		}
		if p.Access == nil || p.Access.Access.Key != key {
			t.Fatalf("revision %d was signed by %+v", i+1, p.Access)
		}
		if err := proof.Verify(p, w.a.Domain(), proof.Facts{}); err != nil {
			t.Errorf("revision %d: %v", i+1, err)
		}
	}
	if out, err := run(deploy, "compose", "none.yaml"); err == nil {
		t.Errorf("a file that is not there: %s", out)
	}

	// The key is revoked; what it did stays proven, after a restart too.
	owner := w.access(id)
	if _, p := w.call("DELETE", "/v1/access/"+grant.Key, owner, nil, nil); p != nil {
		t.Fatal(p)
	}
	if out, err := run(deploy, "compose", "first.yaml"); err == nil || !strings.Contains(out, "key-over") {
		t.Errorf("after the key was revoked: %v\n%s", err, out)
	}
	var list wire.Revisions
	if _, p := w.call("GET", fmt.Sprintf("/v1/orders/%s/deployment/revisions", id), owner, nil, &list); p != nil || len(list.Revisions) != 2 || list.Revisions[0].KeyName != "deploy job" || !strings.HasPrefix(list.Revisions[0].Key, "SHA256:") {
		t.Errorf("the revisions are %+v, %v", list, p)
	}
	// Rolled back by the wallet: that one has no key.
	w.deploy(owner, w.signed(wire.DeployRequest{Deploy: typed.Deploy{
		Order: id, Format: "compose", From: 1, ManifestHash: list.Revisions[1].ManifestHash, Revision: 3,
	}}, w.user))
	for n, by := range map[int]bool{1: true, 3: false} {
		var p wire.Proof
		if _, problem := w.call("GET", fmt.Sprintf("/v1/orders/%s/deployment/revisions/%d/proof", id, n), owner, nil, &p); problem != nil {
			t.Fatal(problem)
		}
		raw, err := json.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		if err := proof.Verify(p, w.a.Domain(), proof.Facts{}); err != nil || (p.Access != nil) != by {
			t.Errorf("revision %d: %v\n%s", n, err, raw)
		}
	}
	if proof.Verify(wire.Proof{User: address(w.user)}, typed.Berth(1, w.a.Market), proof.Facts{}) == nil {
		t.Error("nothing at all is proven")
	}
}
