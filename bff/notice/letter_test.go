package notice_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"mime/quotedprintable"
	"net/mail"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"berth/bff/notice"
	mailer "berth/bff/notice/mail"
	"berth/bff/notice/mail/mailtest"
	"berth/shared/attacktest"
	"berth/shared/eth"
	"berth/shared/problem"
	"berth/shared/wire"
)

// mails is a platform that sends mails to a server of the test, and that server.
func (w *world) mails() (*notice.Service, *mailtest.Server) {
	w.t.Helper()
	srv := mailtest.Start(w.t)
	return w.mailer(srv), srv
}

func (w *world) mailer(srv *mailtest.Server) *notice.Service {
	w.t.Helper()
	m, err := mailer.New(mailer.Settings{Server: srv.Address, From: "Berth <notices@berth.example>", TLS: "starttls", Roots: srv.Roots})
	if err != nil {
		w.t.Fatal(err)
	}
	return notice.New(notice.Config{Store: w.store.Notices, Mailer: m, Origin: "https://berth.example", MailSecret: []byte("secret"), Log: quiet})
}

// confirmed has alice's address taken and confirmed, by one mail.
func (w *world) confirmed(s *notice.Service, srv *mailtest.Server) {
	w.t.Helper()
	if err := add(s, alice, "me@example.org"); err != nil {
		w.t.Fatal(err)
	}
	yes, _ := links(w.t, come(w.t, srv, 1)[0])
	if _, _, err := s.Mail(w.t.Context(), yes); err != nil {
		w.t.Fatal(err)
	}
}

// come waits until so many mails are there.
func come(t *testing.T, srv *mailtest.Server, n int) []mailtest.Got {
	t.Helper()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	deadline := time.After(10 * time.Second)
	for len(srv.All()) < n {
		select {
		case <-tick.C:
		case <-deadline:
			t.Fatalf("%d mails came, want %d", len(srv.All()), n)
		}
	}
	return srv.All()
}

// said is a mail's text.
func said(t *testing.T, m mailtest.Got) string {
	t.Helper()
	x, err := mail.ReadMessage(bytes.NewReader(m.Raw))
	if err != nil {
		t.Fatal(err)
	}
	body := x.Body
	if x.Header.Get("Content-Transfer-Encoding") == "quoted-printable" {
		body = quotedprintable.NewReader(body)
	}
	raw, err := io.ReadAll(body)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// links are the tokens in a mail: what confirms, and what stops.
func links(t *testing.T, m mailtest.Got) (yes, stop string) {
	t.Helper()
	for _, f := range regexp.MustCompile(`https://berth\.example/api/notices/mail/((yes|stop)-[0-9a-f-]+)`).FindAllStringSubmatch(said(t, m), -1) {
		if f[2] == "yes" {
			yes = f[1]
		} else {
			stop = f[1]
		}
	}
	return yes, stop
}

func add(s *notice.Service, user eth.Address, address string) error {
	_, err := s.AddMail(context.Background(), user, wire.MailRequest{Address: address, Lang: "en"})
	return err
}

// TestMail: an address gets nothing but the question before it is confirmed, then a user's notices, and nothing once it is stopped by the link.
func TestMail(t *testing.T) {
	w := newWorld(t)
	s, srv := w.mails()
	ctx := t.Context()
	if err := add(s, alice, " Me@Example.ORG "); err != nil {
		t.Fatal(err)
	}
	ask := come(t, srv, 1)[0]
	yes, stop := links(t, ask)
	if ask.To != "Me@example.org" || yes == "" || stop == "" || ask.Header.Get("List-Unsubscribe") != "<https://berth.example/api/notices/mail/"+stop+">" {
		t.Fatalf("the question: %s\n%s", ask.Header, said(t, ask))
	}
	tell := func(cause string) {
		t.Helper()
		if err := s.Tell(ctx, alice, cause, wire.Notice{Kind: wire.NoticeDied, Order: 7, Why: string(wire.WhyMemory), NodeName: "evil https://phish.example", Node: eth.Address{2}}); err != nil {
			t.Fatal(err)
		}
		w.send(s)
	}
	tell("before")
	if what, _, err := s.Mailed(ctx, yes); err != nil || what != "yes" {
		t.Errorf("looked at: %s, %v", what, err)
	}
	tell("looked at, as programs that look for dangerous links do")
	if n := len(srv.All()); n != 1 {
		t.Fatalf("%d mails before it is confirmed", n)
	}
	if _, _, err := s.Mail(ctx, yes); err != nil {
		t.Fatal(err)
	}
	if v, err := s.Targets(ctx, alice); err != nil || v.Mail == nil || v.Mail.ConfirmedAt.IsZero() || !v.Mails {
		t.Errorf("got %+v, %v", v, err)
	}
	tell("after")
	m := come(t, srv, 2)[1]
	text := said(t, m)
	if !strings.Contains(text, "needed more memory") || !strings.Contains(text, "https://berth.example/orders/7") || strings.Contains(text, "phish") {
		t.Errorf("it says %s", text)
	}
	if _, last := links(t, m); last == "" {
		t.Error("no link to stop")
	} else if _, _, err := s.Mail(ctx, last); err != nil {
		t.Fatal(err)
	}
	tell("stopped")
	if n := len(srv.All()); n != 2 {
		t.Errorf("%d mails after it was stopped", n)
	}
	if v, err := s.Targets(ctx, alice); err != nil || v.Mail != nil {
		t.Errorf("the address is kept: %+v, %v", v.Mail, err)
	}
	for _, token := range []string{yes, stop} { // links of an address that is forgotten
		if what, _, err := s.Mail(ctx, token); what == "yes" && err == nil {
			t.Error("it is confirmed again")
		}
	}
}

// TestMailMuted: what a user has muted is not mailed either, and in quiet hours nothing is.
func TestMailMuted(t *testing.T) {
	w := newWorld(t)
	s, srv := w.mails()
	ctx := t.Context()
	w.confirmed(s, srv)
	now := time.Now().UTC()
	all := wire.NoticeSettings{Muted: []wire.NoticeKind{wire.NoticeLow}, Quiet: &wire.Quiet{From: now.Add(-time.Hour).Format("15:04"), To: now.Add(time.Hour).Format("15:04"), Zone: "UTC"}}
	if err := s.Set(ctx, alice, all); err != nil {
		t.Fatal(err)
	}
	for _, k := range []wire.NoticeKind{wire.NoticeLow, wire.NoticeEnded} {
		if err := s.Tell(ctx, alice, string(k), wire.Notice{Kind: k, Order: 7}); err != nil {
			t.Fatal(err)
		}
	}
	w.send(s)
	if n := len(srv.All()); n != 1 {
		t.Errorf("%d mails", n)
	}
}

// TestMailGone: an address that its server has not is forgotten.
func TestMailGone(t *testing.T) {
	w := newWorld(t)
	s, srv := w.mails()
	ctx := t.Context()
	w.confirmed(s, srv)
	srv.Refuse("me@example.org", 550)
	if err := s.Test(ctx, alice); err != nil {
		t.Fatal(err)
	}
	w.send(s)
	if _, err := w.store.Notices.Mailbox(ctx, alice); !errors.Is(err, notice.ErrNone) {
		t.Errorf("got %v", err)
	}
}

// Many wallets, which cost nothing, have mails sent to one who wants none.
func TestAttackMailStranger(t *testing.T) {
	a := attacktest.Begin(t, "wallets have the platform mail somebody who wants none of it")
	w := newWorld(t)
	s, srv := w.mails()
	other := w.mailer(srv) // a second replica
	ctx := t.Context()
	const victim = "victim@example.org"
	var wg sync.WaitGroup
	for i := range 30 {
		wg.Go(func() {
			err := add([]*notice.Service{s, other}[i%2], eth.Address{1, byte(i)}, []string{victim, "Victim@example.org", "victim@EXAMPLE.org"}[i%3])
			if err != nil {
				t.Error(err) // who asks hears nothing of others
			}
		})
	}
	wg.Wait()
	if err := s.Tell(ctx, eth.Address{1, 0}, "x", wire.Notice{Kind: wire.NoticeEnded, Order: 1}); err != nil {
		t.Fatal(err)
	}
	w.send(s)
	_, stop := links(t, come(t, srv, 1)[0])
	// One tap, and there is quiet, on every replica and for every wallet.
	if _, _, err := s.Mail(ctx, stop); err != nil {
		t.Fatal(err)
	}
	come(t, srv, 2) // both that were on their way
	for i := range 10 {
		if err := add(s, eth.Address{2, byte(i)}, victim); err != nil {
			t.Error(err)
		}
	}
	if err := add(s, eth.Address{3}, "somebody@example.org"); err != nil {
		t.Fatal(err)
	}
	got := come(t, srv, 3)
	n := 0
	for _, m := range got {
		if strings.EqualFold(m.To, victim) {
			n++
		}
	}
	a.Tried(n > 2, "%d mails came to who wants none", n)

	// One wallet asks many addresses.
	refused := 0
	for i := range 20 {
		if err := add(s, bob, fmt.Sprintf("a%d@example.org", i)); err != nil {
			refused++
		}
	}
	a.Tried(refused < 14, "one wallet has %d addresses asked", 20-refused)

	// Links that the platform did not make, or made for something else.
	if err := add(s, eth.Address{4}, "fourth@example.org"); err != nil {
		t.Fatal(err)
	}
	m, err := w.store.Notices.Mailbox(ctx, eth.Address{4})
	if err != nil {
		t.Fatal(err)
	}
	_, stops := links(t, got[2])
	for _, token := range []string{"", "yes", "yes-" + m.ID, "yes-" + m.ID + "-", "yes-" + m.ID + "-" + strings.Repeat("0", 32), "yes" + strings.TrimPrefix(stops, "stop"), strings.Repeat("yes-", 100)} {
		_, _, err := s.Mail(ctx, token)
		a.Tried(err == nil, "%q confirms", token)
	}

	// What is no address, or several, or a line more in the head.
	for _, bad := range []string{
		"", "me", "me@", "@example.org", "me@localhost", "me@127.0.0.1", "me@[127.0.0.1]", "me@example.org, you@example.org", "me@example.org\r\nBcc: you@example.org", "Me <me@example.org>",
		"me@example.org\x00", `"a b"@example.org`, "me@ex ample.org", "me%you@example.org", "me@example.org@other.example", "a!b@example.org", "@relay.example:me@example.org", "mé@example.org", strings.Repeat("a", 300) + "@example.org", "me@host.internal",
	} {
		err := add(s, eth.Address{5}, bad)
		var p *problem.Problem
		a.Tried(!errors.As(err, &p) || p.Field != "address", "%q is taken: %v", bad, err)
	}
}

func FuzzCheckAddress(f *testing.F) {
	f.Add("me@example.org")
	f.Add("a\r\nb@c.d")
	f.Fuzz(func(t *testing.T, s string) {
		a, why := notice.CheckAddress(s)
		if why != "" {
			return
		}
		if strings.ContainsAny(a, "\r\n\x00 <>,;") || strings.Count(a, "@") != 1 || len(a) > 254 {
			t.Errorf("%q is taken as %q", s, a)
		}
		if b, why := notice.CheckAddress(a); b != a || why != "" {
			t.Errorf("%q becomes %q, %s", a, b, why)
		}
	})
}
