// Package listentest attacks HTTP servers the way strangers do, before anybody is logged in: with requests that hide
// others, with connections that stand still, with more of them than there are descriptors. Each server of ours is tried
// with the same attacks.
package listentest

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"
)

// Server is one that is attacked.
type Server struct {
	Addr string // host:port on loopback
	Host string // of its requests
	Get  string // a path that a stranger may GET, and that is answered with 200
	Post string // a path where a stranger may POST JSON
}

// patience is how long an answer may take.
const patience = 5 * time.Second

// reply is what came back on a connection.
type reply struct {
	codes  []int
	rest   string // what is no answer
	closed bool
}

func (r reply) String() string {
	return fmt.Sprintf("%v, closed %t, rest %.60q", r.codes, r.closed, r.rest)
}

// talk sends bytes on a connection of its own and reads answers until it is closed or nothing more comes for quiet.
// methods are those of the requests that the answers are to, GET where there are no more.
func (s Server) talk(sent string, quiet time.Duration, methods ...string) (reply, error) {
	var got reply
	c, err := net.DialTimeout("tcp", s.Addr, patience)
	if err != nil {
		return got, err
	}
	defer c.Close()
	go func() {
		c.SetWriteDeadline(time.Now().Add(patience))
		_, _ = io.WriteString(c, sent) // the server may have closed on it: that is an answer, too
	}()
	r := bufio.NewReader(c)
	wait := patience
	for {
		c.SetReadDeadline(time.Now().Add(wait))
		first, err := r.Peek(5)
		if err != nil {
			got.rest += string(first)
			got.closed = !isTimeout(err)
			return got, nil
		}
		if string(first) != "HTTP/" {
			b, _ := r.Peek(r.Buffered())
			got.rest += string(b)
			_, _ = r.Discard(len(b)) // they are buffered
			continue
		}
		method := http.MethodGet
		if n := len(got.codes); n < len(methods) {
			method = methods[n]
		}
		res, err := http.ReadResponse(r, &http.Request{Method: method})
		if err != nil {
			return got, err
		}
		if res.StatusCode == 100 {
			continue
		}
		_, err = io.Copy(io.Discard, res.Body)
		res.Body.Close()
		got.codes = append(got.codes, res.StatusCode)
		if err != nil {
			got.closed = !isTimeout(err)
			return got, nil
		}
		wait = quiet
	}
}

func isTimeout(err error) bool {
	var n net.Error
	return errors.As(err, &n) && n.Timeout()
}

// head is a request's.
func (s Server) head(method, path string, fields ...string) string {
	return method + " " + path + " HTTP/1.1\r\nHost: " + s.Host + "\r\n" + strings.Join(append(fields, "", ""), "\r\n")
}
