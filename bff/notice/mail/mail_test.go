package mail

import (
	"errors"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"berth/bff/notice"
	"berth/bff/notice/mail/mailtest"
)

const from = "Berth <notices@berth.example>"

func sender(t *testing.T, s Settings) *Sender {
	t.Helper()
	if s.From == "" {
		s.From = from
	}
	if s.TLS == "" {
		s.TLS = "starttls"
	}
	if err := s.Check(); err != nil {
		t.Fatal(err)
	}
	x, err := New(s)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

var letter = notice.Letter{ID: "n1", To: "me@example.org", Subject: "订单 7 即将结束", Text: "Until 12:00.\nhttps://berth.example/orders/7", Stop: "https://berth.example/api/notices/mail/stop-abc"}

// TestSend: by STARTTLS and with the log-in, a mail has what a mail program needs to stop more of them with one tap, and one id however often it is sent.
func TestSend(t *testing.T) {
	srv := mailtest.Start(t, mailtest.Login("berth", "secret"))
	file := filepath.Join(t.TempDir(), "password")
	if err := os.WriteFile(file, []byte("secret\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	s := sender(t, Settings{Server: srv.Address, User: "berth", Password: "@" + file, Roots: srv.Roots})
	for range 2 {
		if err := s.Send(t.Context(), letter); err != nil {
			t.Fatal(err)
		}
	}
	got := srv.All()
	if len(got) != 2 {
		t.Fatalf("%d mails", len(got))
	}
	m := got[0]
	if m.From != "notices@berth.example" || m.To != "me@example.org" || !m.TLS || m.User != "berth" {
		t.Errorf("got %+v", m)
	}
	h := m.Header
	for name, want := range map[string]string{
		"List-Unsubscribe": "<" + letter.Stop + ">", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click", "Auto-Submitted": "auto-generated", "To": "<me@example.org>",
	} {
		if h.Get(name) != want {
			t.Errorf("%s: got %q, want %q", name, h.Get(name), want)
		}
	}
	if id := h.Get("Message-Id"); id == "" || id != got[1].Header.Get("Message-Id") || strings.Contains(id, "me@") {
		t.Errorf("ids %q and %q", id, got[1].Header.Get("Message-Id"))
	}
	if !strings.HasPrefix(h.Get("Subject"), "=?UTF-8?") || h.Get("User-Agent")+h.Get("X-Mailer") != "" {
		t.Errorf("head: %v", h)
	}
}

// TestEncryptedOrNothing: without TLS, or with another's certificate, nothing is sent, the password least of all.
func TestEncryptedOrNothing(t *testing.T) {
	plain := mailtest.Start(t, mailtest.Plain)
	if err := sender(t, Settings{Server: plain.Address}).Send(t.Context(), letter); err == nil || len(plain.All()) != 0 {
		t.Errorf("a server without TLS: %v", err)
	}
	other := mailtest.Start(t)
	if err := sender(t, Settings{Server: other.Address, User: "u", Password: "p", Roots: plain.Roots}).Send(t.Context(), letter); err == nil || len(other.All()) != 0 {
		t.Errorf("another's certificate: %v", err)
	}
	if err := sender(t, Settings{Server: plain.Address, TLS: "none"}).Send(t.Context(), letter); err != nil || len(plain.All()) != 1 {
		t.Errorf("without, as it was said: %v", err)
	}
}

// TestRefusals: what is refused for good is told from what may work later, and no error has the address in it.
func TestRefusals(t *testing.T) {
	srv := mailtest.Start(t)
	s := sender(t, Settings{Server: srv.Address, Roots: srv.Roots})
	for code, want := range map[int]error{550: notice.ErrGone, 551: notice.ErrGone, 554: notice.ErrNever, 451: nil} {
		srv.Refuse(letter.To, code)
		err := s.Send(t.Context(), letter)
		if err == nil || want != nil && !errors.Is(err, want) || want == nil && (errors.Is(err, notice.ErrGone) || errors.Is(err, notice.ErrNever)) {
			t.Errorf("%d: got %v", code, err)
		}
		if strings.Contains(err.Error(), "example.org") {
			t.Errorf("it tells the address: %v", err)
		}
	}
	l, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	l.Close()
	began := time.Now()
	if err := sender(t, Settings{Server: address, Roots: srv.Roots}).Send(t.Context(), letter); err == nil || errors.Is(err, notice.ErrNever) || strings.Contains(err.Error(), "example.org") {
		t.Errorf("a server that is away: %v", err)
	}
	if took := time.Since(began); took > timeout {
		t.Errorf("it took %s", took)
	}
}

func TestCheck(t *testing.T) {
	good := Settings{Server: "smtp.example.org:587", From: from, TLS: "starttls"}
	if err := good.Check(); err != nil {
		t.Fatal(err)
	}
	if err := (Settings{}).Check(); err != nil {
		t.Errorf("off: %v", err)
	}
	for name, change := range map[string]func(*Settings){
		"no port":                    func(s *Settings) { s.Server = "smtp.example.org" },
		"no sender":                  func(s *Settings) { s.From = "" },
		"a sender with a line break": func(s *Settings) { s.From = "Berth <a@b.example>\r\nBcc: x@y.example" },
		"plain, to elsewhere":        func(s *Settings) { s.TLS = "none" },
		"a user without a password":  func(s *Settings) { s.User = "u" },
		"a password that is lost":    func(s *Settings) { s.User, s.Password = "u", "@/none/here" },
	} {
		s := good
		change(&s)
		if s.Check() == nil {
			t.Errorf("%s is taken", name)
		}
	}
}
