package main

import (
	"bytes"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

// job is what a load process is to do.
type job struct {
	Addr    string        `json:"addr"`
	TLS     bool          `json:"tls"`
	Request string        `json:"request"` // its bytes
	Conns   int           `json:"conns"`
	Rate    int           `json:"rate"` // requests a second in all; 0: as fast as they are answered
	Time    time.Duration `json:"time"`
	Upload  int64         `json:"upload"`  // bytes behind the request
	Body    int64         `json:"body"`    // of the answer, which are read once; 0: the job is one of requests
	Sockets int           `json:"sockets"` // WebSockets that are opened and held until standard input ends
}

// result is what came of it.
type result struct {
	Count    int           `json:"count"`
	Took     time.Duration `json:"took"`
	P50, P99 time.Duration
}

func load(raw string) error {
	var j job
	if err := json.Unmarshal([]byte(raw), &j); err != nil {
		return err
	}
	var r result
	var err error
	switch {
	case j.Sockets > 0:
		return j.hold()
	case j.Body > 0 || j.Upload > 0:
		r, err = j.transfer()
	default:
		r, err = j.requests()
	}
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(r)
}

func (j *job) requests() (result, error) {
	var wg sync.WaitGroup
	var mu sync.Mutex
	var all []time.Duration
	var failed error
	began := time.Now().Add(10 * time.Millisecond)
	end := began.Add(j.Time)
	for n := range j.Conns {
		wg.Go(func() {
			took, err := j.connection(n, began, end)
			mu.Lock()
			defer mu.Unlock()
			all = append(all, took...)
			failed = errors.Join(failed, err)
		})
	}
	wg.Wait()
	if failed != nil || len(all) == 0 {
		return result{}, fmt.Errorf("%d answers: %w", len(all), failed)
	}
	r := result{Count: len(all), Took: time.Since(began)}
	slices.Sort(all)
	r.P50, r.P99 = all[len(all)/2], all[len(all)*99/100]
	return r, nil
}

// dial connects to who is measured.
func (j *job) dial() (net.Conn, error) {
	if j.TLS {
		return tls.Dial("tcp", j.Addr, &tls.Config{InsecureSkipVerify: true}) // it is this machine's own, of this run
	}
	return net.Dial("tcp", j.Addr)
}

// connection asks on one connection until the end. At a rate, a request's time is from when it should have been sent.
func (j *job) connection(n int, began, end time.Time) ([]time.Duration, error) {
	c, err := j.dial()
	if err != nil {
		return nil, err
	}
	defer c.Close()
	c.SetDeadline(end.Add(20 * time.Second))
	var step time.Duration
	if j.Rate > 0 {
		step = time.Second * time.Duration(j.Conns) / time.Duration(j.Rate)
	}
	at := began.Add(step * time.Duration(n) / time.Duration(j.Conns))
	request, buf := []byte(j.Request), make([]byte, 16<<10)
	var all []time.Duration
	for time.Now().Before(end) {
		if j.Rate > 0 {
			time.Sleep(time.Until(at))
		} else {
			at = time.Now()
		}
		if _, err := c.Write(request); err != nil {
			return all, err
		}
		if _, _, err := answer(c, buf); err != nil {
			return all, err
		}
		all = append(all, time.Since(at))
		at = at.Add(step)
	}
	return all, nil
}

// answer reads a whole answer that fits into a buffer, or the head of a larger one: its length and what of it was read.
func answer(c net.Conn, buf []byte) (length, got int64, err error) {
	have := 0
	for {
		n, err := c.Read(buf[have:])
		have += n
		if err != nil {
			return 0, 0, err
		}
		i := bytes.Index(buf[:have], []byte("\r\n\r\n"))
		if i < 0 {
			continue
		}
		if !bytes.HasPrefix(buf, []byte("HTTP/1.1 200")) {
			return 0, 0, fmt.Errorf("%.300q", buf[:have])
		}
		length := int64(-1)
		for line := range bytes.SplitSeq(buf[:i], []byte("\r\n")) {
			if name, value, _ := bytes.Cut(line, []byte(": ")); bytes.EqualFold(name, []byte("content-length")) {
				if length, err = strconv.ParseInt(string(value), 10, 64); err != nil {
					return 0, 0, err
				}
			}
		}
		if length < 0 {
			return 0, 0, fmt.Errorf("no length: %.300q", buf[:have])
		}
		if got := int64(have - i - 4); got >= length || length > int64(len(buf)) {
			return length, got, nil
		}
	}
}

func (j *job) transfer() (result, error) {
	c, err := j.dial()
	if err != nil {
		return result{}, err
	}
	defer c.Close()
	c.SetDeadline(time.Now().Add(2 * time.Minute))
	buf := make([]byte, 256<<10)
	began := time.Now()
	if _, err := io.WriteString(c, j.Request); err != nil {
		return result{}, err
	}
	for left := j.Upload; left > 0; {
		n, err := c.Write(buf[:min(left, int64(len(buf)))])
		if left -= int64(n); err != nil {
			return result{}, err
		}
	}
	length, got, err := answer(c, buf[:16<<10])
	for got < length && err == nil {
		var n int
		n, err = c.Read(buf)
		got += int64(n)
	}
	if err == io.EOF && got == length {
		err = nil // it came with the last bytes
	}
	if err != nil || j.Body > 0 && got != j.Body {
		return result{}, fmt.Errorf("%d bytes of %d: %w", got, length, err)
	}
	return result{Count: 1, Took: time.Since(began)}, nil
}

// hold opens WebSockets, from several addresses of this machine as many visitors would, and says so.
func (j *job) hold() error {
	var open atomic.Int64
	var wg sync.WaitGroup
	failed := make(chan error, j.Sockets)
	all := make([]net.Conn, j.Sockets)
	for w := range 16 {
		wg.Go(func() {
			d := net.Dialer{LocalAddr: &net.TCPAddr{IP: net.IPv4(127, 0, 2, byte(1+w))}, Timeout: 10 * time.Second}
			buf := make([]byte, 1024)
			for i := w; i < j.Sockets; i += 16 {
				c, err := d.Dial("tcp", j.Addr)
				if err == nil {
					_, err = io.WriteString(c, j.Request)
				}
				if err == nil {
					c.SetReadDeadline(time.Now().Add(10 * time.Second))
					var n int
					if n, err = c.Read(buf); err == nil && !bytes.HasPrefix(buf[:n], []byte("HTTP/1.1 101")) {
						err = fmt.Errorf("%.200q", buf[:n])
					}
				}
				if err != nil {
					failed <- err
					return
				}
				all[i] = c
				open.Add(1)
			}
		})
	}
	wg.Wait()
	select {
	case err := <-failed:
		return err
	default:
	}
	if err := json.NewEncoder(os.Stdout).Encode(result{Count: int(open.Load())}); err != nil {
		return err
	}
	_, err := io.Copy(io.Discard, os.Stdin)
	for _, c := range all {
		c.Close()
	}
	return err
}
