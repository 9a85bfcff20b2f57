package kube

import (
	"bufio"
	"bytes"
	"crypto/hmac"
	"crypto/pbkdf2"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"strconv"
	"strings"
	"time"
)

// Each of these speaks to a service as its clients do, as much of its protocol as shows that it works: that it lets in who has
// the password, and answers a question.

// speakLimit is how long one of them may take.
const speakLimit = 15 * time.Second

// line reads one, and wants it to begin so.
func line(r *bufio.Reader, want string) (string, error) {
	got, err := r.ReadString('\n')
	if err == nil && !strings.HasPrefix(got, want) {
		err = fmt.Errorf("got %.80q, want %.80q", got, want)
	}
	return got, err
}

func redis(conn net.Conn, password string) error {
	r := bufio.NewReader(conn)
	for _, x := range [][2]string{{"AUTH " + password, "+OK"}, {"SET berth afloat", "+OK"}, {"GET berth", "$6"}, {"", "afloat"}, {"PING", "+PONG"}} {
		if x[0] != "" {
			if _, err := fmt.Fprintf(conn, "%s\r\n", x[0]); err != nil {
				return err
			}
		}
		if _, err := line(r, x[1]); err != nil {
			return fmt.Errorf("%.4s: %w", x[0], err)
		}
	}
	return nil
}

func memcached(conn net.Conn) error {
	if _, err := io.WriteString(conn, "set berth 0 60 6\r\nafloat\r\nget berth\r\n"); err != nil {
		return err
	}
	r := bufio.NewReader(conn)
	for _, want := range []string{"STORED", "VALUE berth 0 6", "afloat", "END"} {
		if _, err := line(r, want); err != nil {
			return err
		}
	}
	return nil
}

func nats(conn net.Conn, user, password string) error {
	r := bufio.NewReader(conn)
	if _, err := line(r, "INFO {"); err != nil {
		return err
	}
	if _, err := fmt.Fprintf(conn, "CONNECT {\"user\":%q,\"pass\":%q,\"verbose\":false}\r\nSUB berth 1\r\nPUB berth 6\r\nafloat\r\nPING\r\n", user, password); err != nil {
		return err
	}
	for _, want := range []string{"MSG berth 1 6", "afloat", "PONG"} {
		if _, err := line(r, want); err != nil {
			return err
		}
	}
	return nil
}

// mqtt connects by version 3.1.1, subscribes and hears itself.
func mqtt(conn net.Conn, user, password string) error {
	text := func(b []byte, s string) []byte { return append(binary.BigEndian.AppendUint16(b, uint16(len(s))), s...) }
	packet := func(kind byte, body []byte) error {
		_, err := conn.Write(append([]byte{kind, byte(len(body))}, body...))
		return err
	}
	answer := func(kind byte) ([]byte, error) {
		head := make([]byte, 2)
		if _, err := io.ReadFull(conn, head); err != nil {
			return nil, err
		}
		body := make([]byte, head[1])
		if _, err := io.ReadFull(conn, body); err != nil {
			return nil, err
		}
		if head[0] != kind {
			return nil, fmt.Errorf("packet %x %x, want %x", head[0], body, kind)
		}
		return body, nil
	}
	hello := append(text(nil, "MQTT"), 4, 0xc2, 0, 30)
	if err := packet(0x10, text(text(text(hello, "berth"), user), password)); err != nil {
		return err
	}
	if b, err := answer(0x20); err != nil || len(b) != 2 || b[1] != 0 {
		return fmt.Errorf("it lets nobody in: %x %w", b, err)
	}
	if err := packet(0x82, append(text([]byte{0, 1}, "berth"), 0)); err != nil {
		return err
	}
	if _, err := answer(0x90); err != nil {
		return err
	}
	if err := packet(0x30, append(text(nil, "berth"), "afloat"...)); err != nil {
		return err
	}
	if b, err := answer(0x30); err != nil || !bytes.HasSuffix(b, []byte("afloat")) {
		return fmt.Errorf("it says nothing on: %q %w", b, err)
	}
	return nil
}

// amqp says hello, and is told what the broker is.
func amqp(conn net.Conn) error {
	if _, err := conn.Write([]byte("AMQP\x00\x00\x09\x01")); err != nil {
		return err
	}
	b := make([]byte, 11)
	if _, err := io.ReadFull(conn, b); err != nil {
		return err
	}
	if b[0] != 1 || !bytes.Equal(b[7:11], []byte{0, 10, 0, 10}) { // Connection.Start
		return fmt.Errorf("got %x", b)
	}
	return nil
}

// minecraft asks for the status, as the game's list of servers does.
func minecraft(conn net.Conn, motd string) error {
	packet := func(body []byte) []byte { return append(binary.AppendUvarint(nil, uint64(len(body))), body...) }
	hello := append([]byte{0}, binary.AppendUvarint(nil, 767)...)
	hello = append(append(append(hello, 5), "berth"...), 0x63, 0xdd, 1)
	if _, err := conn.Write(append(packet(hello), packet([]byte{0})...)); err != nil {
		return err
	}
	r := bufio.NewReader(conn)
	for range 2 { // of the packet, its kind
		if _, err := binary.ReadUvarint(r); err != nil {
			return err
		}
	}
	n, err := binary.ReadUvarint(r)
	if err != nil || n > 1<<16 {
		return fmt.Errorf("a status of %d bytes: %w", n, err)
	}
	text := make([]byte, n)
	if _, err := io.ReadFull(r, text); err != nil {
		return err
	}
	var status struct{ Description struct{ Text string } }
	if err := json.Unmarshal(text, &status); err != nil || status.Description.Text != motd {
		return fmt.Errorf("got %.200s %w, want %q", text, err, motd)
	}
	return nil
}

// postgres logs in by SCRAM-SHA-256 (RFC 5802, 7677) and multiplies.
func postgres(conn net.Conn, user, password, database string) error {
	send := func(kind byte, body []byte) error {
		b := binary.BigEndian.AppendUint32(nil, uint32(len(body)+4))
		if kind != 0 {
			b = append([]byte{kind}, b...)
		}
		_, err := conn.Write(append(b, body...))
		return err
	}
	r := bufio.NewReader(conn)
	answer := func() (byte, []byte, error) {
		head := make([]byte, 5)
		if _, err := io.ReadFull(r, head); err != nil {
			return 0, nil, err
		}
		n := binary.BigEndian.Uint32(head[1:])
		if n < 4 || n > 1<<16 {
			return 0, nil, fmt.Errorf("a message of %d bytes", n)
		}
		body := make([]byte, n-4)
		_, err := io.ReadFull(r, body)
		if err == nil && head[0] == 'E' {
			err = fmt.Errorf("it says %.200q", body)
		}
		return head[0], body, err
	}
	if err := send(0, []byte("\x00\x03\x00\x00user\x00"+user+"\x00database\x00"+database+"\x00\x00")); err != nil {
		return err
	}
	if kind, b, err := answer(); err != nil || kind != 'R' || !bytes.Contains(b, []byte("SCRAM-SHA-256\x00")) {
		return fmt.Errorf("it asks for no SCRAM: %c %q %w", kind, b, err)
	}
	bare := "n=,r=berthberthberth"
	first := "n,," + bare
	if err := send('p', append(binary.BigEndian.AppendUint32([]byte("SCRAM-SHA-256\x00"), uint32(len(first))), first...)); err != nil {
		return err
	}
	_, b, err := answer()
	if err != nil || len(b) < 4 {
		return fmt.Errorf("a challenge: %q %w", b, err)
	}
	challenge := string(b[4:])
	told := map[byte]string{}
	for _, f := range strings.Split(challenge, ",") {
		if len(f) > 2 {
			told[f[0]] = f[2:]
		}
	}
	salt, err := base64.StdEncoding.DecodeString(told['s'])
	rounds, err2 := strconv.Atoi(told['i'])
	if err := errors.Join(err, err2); err != nil {
		return err
	}
	salted, err := pbkdf2.Key(sha256.New, password, salt, rounds, 32)
	if err != nil {
		return err
	}
	sum := func(key []byte, text string) []byte {
		h := hmac.New(sha256.New, key)
		io.WriteString(h, text)
		return h.Sum(nil)
	}
	final := "c=biws,r=" + told['r']
	key := sum(salted, "Client Key")
	stored := sha256.Sum256(key)
	for i, x := range sum(stored[:], bare+","+challenge+","+final) {
		key[i] ^= x
	}
	if err := send('p', []byte(final+",p="+base64.StdEncoding.EncodeToString(key))); err != nil {
		return err
	}
	for asked := false; ; {
		kind, b, err := answer()
		switch {
		case err != nil:
			return err
		case kind == 'Z' && !asked:
			asked = true
			if err := send('Q', []byte("CREATE TABLE IF NOT EXISTS berth (n int); SELECT 6 * 7\x00")); err != nil {
				return err
			}
		case kind == 'D':
			if !bytes.HasSuffix(b, []byte("42")) {
				return fmt.Errorf("six times seven is %q", b)
			}
			return nil
		}
	}
}

// mysql logs in by mysql_native_password and multiplies.
func mysql(conn net.Conn, user, password, database string) error {
	r := bufio.NewReader(conn)
	answer := func() ([]byte, error) {
		head := make([]byte, 4)
		if _, err := io.ReadFull(r, head); err != nil {
			return nil, err
		}
		b := make([]byte, int(head[0])|int(head[1])<<8|int(head[2])<<16)
		_, err := io.ReadFull(r, b)
		if err == nil && len(b) > 0 && b[0] == 0xff {
			err = fmt.Errorf("it says %.200q", b)
		}
		return b, err
	}
	send := func(seq byte, body []byte) error {
		_, err := conn.Write(append([]byte{byte(len(body)), byte(len(body) >> 8), 0, seq}, body...))
		return err
	}
	hello, err := answer()
	if err != nil {
		return err
	}
	_, rest, ok := bytes.Cut(hello[1:], []byte{0})
	if !ok || len(rest) < 44 {
		return fmt.Errorf("a greeting of %d bytes", len(hello))
	}
	challenge := append(append([]byte{}, rest[4:12]...), rest[31:43]...)
	one := sha1.Sum([]byte(password))
	two := sha1.Sum(one[:])
	token := sha1.Sum(append(challenge, two[:]...))
	for i := range token {
		token[i] ^= one[i]
	}
	const can = 0x1 | 0x8 | 0x200 | 0x8000 | 0x80000 // long password, a database, version 4.1, its authentication, by plugin
	body := binary.LittleEndian.AppendUint32(nil, can)
	body = append(binary.LittleEndian.AppendUint32(body, 1<<24), 45)
	body = append(append(append(body, make([]byte, 23)...), user...), 0, byte(len(token)))
	body = append(append(append(append(body, token[:]...), database...), 0), "mysql_native_password\x00"...)
	if err := send(1, body); err != nil {
		return err
	}
	if b, err := answer(); err != nil || len(b) == 0 || b[0] != 0 {
		return fmt.Errorf("it lets nobody in: %q %w", b, err)
	}
	if err := send(0, append([]byte{3}, "SELECT 6 * 7"...)); err != nil {
		return err
	}
	for range 6 { // how many columns, the column, its end, the row
		b, err := answer()
		if err != nil {
			return err
		}
		if string(b) == "\x0242" {
			return nil
		}
	}
	return errors.New("six times seven is not 42")
}
