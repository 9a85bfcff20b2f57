package keys

import (
	"strings"
	"testing"
	"time"

	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/pubkey"
	"berth/shared/scope"
	"berth/shared/typed"
	"berth/shared/wire"
	"berth/ui/text"
)

const ed = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl"

// p256 is a key of the type that signs deployments; no point of the curve is needed to be pasted.
func p256(t *testing.T) string {
	t.Helper()
	point := make([]byte, 65)
	point[0] = 4
	k, err := pubkey.OfPoint(point)
	if err != nil {
		t.Fatal(err)
	}
	return string(k)
}

func TestPaste(t *testing.T) {
	for _, c := range []struct {
		in, comment string
		bad         *text.Text
	}{
		{ed, "", nil},
		{"  " + ed + " me@laptop \n", "me@laptop", nil},
		{ed + " my own laptop", "my own laptop", nil},
		{p256(t) + " ci", "ci", nil},
		{"", "", &text.KeyBadEmpty},
		{" \n ", "", &text.KeyBadEmpty},
		{"-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNz\n", "", &text.KeyBadPrivate},
		{"-----BEGIN PRIVATE KEY-----", "", &text.KeyBadPrivate},
		{ed + "\n" + ed, "", &text.KeyBadLines},
		{"ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQC me@laptop", "", &text.KeyBadRSA},
		{"ecdsa-sha2-nistp384 AAAA", "", &text.KeyBadType},
		{"ssh-dss AAAA", "", &text.KeyBadType},
		{"sk-ssh-ed25519@openssh.com AAAA", "", &text.KeyBadType},
		{`from="10.0.0.1" ` + ed, "", &text.KeyBadOptions},
		{"ssh-ed25519", "", &text.KeyBadForm},
		{"ssh-ed25519 AAAA", "", &text.KeyBadForm},
		{"SHA256:abc", "", &text.KeyBadForm},
		{ed[:len(ed)-4], "", &text.KeyBadForm},
	} {
		key, comment, bad := paste(c.in)
		if (bad == nil) != (c.bad == nil) || bad != nil && bad.words != *c.bad || comment != c.comment || (bad == nil) != (key.Validate() == nil) {
			t.Errorf("%.40q: %.40q, %q, %v", c.in, key, comment, bad)
		}
	}
	if _, _, bad := paste("ecdsa-sha2-nistp384 AAAA"); !strings.Contains(bad.say(text.In(text.ZH)), "ecdsa-sha2-nistp384") {
		t.Error("the type that is not taken is not named")
	}
	if _, comment, _ := paste(ed + " " + strings.Repeat("x", 200)); len([]rune(comment)) > typed.MaxKeyName {
		t.Errorf("a name of %d characters", len(comment))
	}
}

// TestAdder: the comment is a name and the type a hint, until the user says otherwise.
func TestAdder(t *testing.T) {
	var a adder
	a.set(ed + " me@laptop")
	if a.name != "me@laptop" || a.scopes != scope.Read|scope.Shell {
		t.Errorf("%+v", a)
	}
	a.set(p256(t) + " ci")
	if a.name != "ci" || a.scopes != scope.Read|scope.Deploy {
		t.Errorf("%+v", a)
	}
	a.name, a.named, a.scopes, a.chosen = "mine", true, scope.Share, true
	a.set(ed + " other")
	if a.name != "mine" || a.scopes != scope.Share {
		t.Errorf("%+v", a)
	}
	if key, name, scopes := a.wrong(text.In(text.EN)); key+name+scopes != "" {
		t.Errorf("%s, %s, %s", key, name, scopes)
	}
	if key, name, scopes := (adder{name: " "}).wrong(text.In(text.EN)); key == "" || name == "" || scopes == "" {
		t.Errorf("%s, %s, %s", key, name, scopes)
	}
}

func TestMessage(t *testing.T) {
	now := time.Date(2026, 3, 1, 12, 0, 0, 999, time.UTC)
	o := order.Order{ID: 7, User: eth.Address{1}, Node: eth.Address{2}}
	a := adder{pasted: ed + " x", name: " me ", scopes: scope.Read | scope.Shell, days: 90}
	x := a.message("n1.example", o, [32]byte{3}, now)
	if x.Gateway != "n1.example" || x.Order != 7 || x.User != o.User || x.Node != o.Node || x.Key != ed || x.Name != "me" || x.Scopes != a.scopes || x.Nonce != (eth.Hash{3}) {
		t.Errorf("%+v", x)
	}
	if x.NotAfter.Sub(x.IssuedAt) != typed.KeyLife {
		t.Errorf("good for %v, the longest is %v", x.NotAfter.Sub(x.IssuedAt), typed.KeyLife)
	}
	if a.all = true; a.message("n1.example", o, [32]byte{3}, now).Order != 0 {
		t.Error("for all orders it names one")
	}
}

func TestSSH(t *testing.T) {
	all := []wire.Service{{Name: "web", URL: "https://web-12.n1.example:9000"}, {Name: "db"}, {Name: "a-b", URL: "https://a-b-12.n1.example"}}
	for i, want := range []string{"web-12", "db-12", "a-b-12"} {
		if got := userOf(all[i], all); got != want {
			t.Errorf("%s: %q, want %q", all[i].Name, got, want)
		}
	}
	if got := userOf(wire.Service{Name: "db"}, []wire.Service{{Name: "db"}}); got != "" {
		t.Errorf("no host tells the order, and it is %q", got)
	}
	for _, c := range []struct {
		ssh        wire.SSH
		user, want string
	}{
		{wire.SSH{Host: "n1.example.org", Port: 2222}, "web-12", "ssh -p 2222 web-12@n1.example.org"},
		{wire.SSH{Host: "n1.example.org", Port: 22}, "web-12", "ssh web-12@n1.example.org"},
		{wire.SSH{Host: "n1.example.org", Port: 22}, "", ""},
		{wire.SSH{Host: "n1.example.org; rm -r /", Port: 22}, "web-12", ""},
		{wire.SSH{Host: "-oProxyCommand=x", Port: 22}, "web-12", ""},
		{wire.SSH{Host: "n1.example.org", Port: 22}, "$(x)", ""},
		{wire.SSH{Host: "n1.example.org", Port: 70000}, "web-12", ""},
	} {
		if got := sshLine(c.ssh, c.user); got != c.want {
			t.Errorf("%+v: %q", c.ssh, got)
		}
	}
	if got := known(wire.SSH{Host: "n1.example.org", Port: 2222, Key: ed}); got != "[n1.example.org]:2222 "+ed {
		t.Error(got)
	}
}

func TestScopes(t *testing.T) {
	en, zh := text.In(text.EN), text.In(text.ZH)
	if got := scopes(en, scope.Operate|scope.Deploy); got != "stop, start and restart; deploy new versions" {
		t.Error(got)
	}
	if scopes(en, scope.All) != en.Say(text.KeyMayAll) || scopes(en, 0) != "–" || scopes(zh, scope.Deploy) != "部署新版本" {
		t.Error("all, none, or Chinese")
	}
	for _, n := range scope.All.Names() {
		if text.Scopes[n].EN == "" {
			t.Errorf("scope %s has no words", n)
		}
	}
}

func TestForget(t *testing.T) {
	lists := func() *Desk {
		d := &Desk{}
		d.list.Data = wire.Grants{Keys: []wire.AccessKey{{ID: "a"}, {ID: "b"}}, Tokens: []wire.Grant{{ID: "1", Key: "a"}, {ID: "2"}}}
		return d
	}
	d := lists()
	d.forget(ask{kind: "key", id: "a"})
	if len(d.list.Data.Keys) != 1 || len(d.list.Data.Tokens) != 1 || d.list.Data.Tokens[0].ID != "2" {
		t.Errorf("a key takes its tokens along: %+v", d.list.Data)
	}
	d = lists()
	d.forget(ask{kind: "all"})
	if len(d.list.Data.Keys)+len(d.list.Data.Tokens) != 0 {
		t.Errorf("%+v", d.list.Data)
	}
}
