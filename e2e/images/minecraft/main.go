// Command minecraft answers Minecraft clients that list servers, and keeps in its folder how often it was asked: what a game
// server is to a gateway, a port that is not HTTP with a process behind it that writes. See
// https://minecraft.wiki/w/Java_Edition_protocol/Server_List_Ping.
package main

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"net"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"
)

func main() {
	listen := flag.String("listen", ":25565", "address")
	motd := flag.String("motd", "A Minecraft Server", "what the server says of itself")
	players := flag.Int("players", 20, "that there is room for")
	flag.Parse()
	ln, err := net.Listen("tcp", *listen)
	if err != nil {
		log.Fatal(err)
	}
	s := &server{motd: *motd, players: *players, file: "pings"}
	log.Printf("listens on %s as %d", ln.Addr(), os.Getuid())
	for {
		conn, err := ln.Accept()
		if err != nil {
			log.Fatal(err)
		}
		go func() {
			defer conn.Close()
			conn.SetDeadline(time.Now().Add(10 * time.Second))
			if err := s.talk(conn); err != nil && !errors.Is(err, io.EOF) {
				log.Printf("%s: %v", conn.RemoteAddr(), err)
			}
		}()
	}
}

type server struct {
	motd    string
	players int

	mu   sync.Mutex
	file string // the count, so that it outlives the process
}

// talk answers a handshake, the question for the status, and a ping.
func (s *server) talk(conn io.ReadWriter) error {
	r := bufio.NewReader(conn)
	for state := 0; ; {
		body, err := packet(r)
		if err != nil {
			return err
		}
		id, err := binary.ReadUvarint(body)
		if err != nil {
			return err
		}
		switch {
		case state == 0 && id == 0:
			rest, _ := io.ReadAll(body)
			if len(rest) == 0 || rest[len(rest)-1] != 1 {
				return errors.New("the status is all that this server has")
			}
			state = 1
		case state == 1 && id == 0:
			n, err := s.count()
			if err != nil {
				return err
			}
			text, err := json.Marshal(map[string]any{
				"version":     map[string]any{"name": "Berth", "protocol": 767},
				"players":     map[string]any{"max": s.players, "online": 0},
				"description": map[string]any{"text": s.motd}, "pings": n,
			})
			if err != nil {
				return err
			}
			if err := send(conn, 0, append(binary.AppendUvarint(nil, uint64(len(text))), text...)); err != nil {
				return err
			}
		case state == 1 && id == 1:
			rest, _ := io.ReadAll(body)
			return send(conn, 1, rest)
		default:
			return fmt.Errorf("packet %d is not answered", id)
		}
	}
}

// packet reads one, of a kilobyte at most.
func packet(r *bufio.Reader) (*bytes.Reader, error) {
	n, err := binary.ReadUvarint(r)
	if err != nil {
		return nil, err
	}
	if n == 0 || n > 1024 {
		return nil, fmt.Errorf("a packet of %d bytes", n)
	}
	b := make([]byte, n)
	_, err = io.ReadFull(r, b)
	return bytes.NewReader(b), err
}

func send(w io.Writer, id byte, body []byte) error {
	_, err := w.Write(append(append(binary.AppendUvarint(nil, uint64(len(body)+1)), id), body...))
	return err
}

// count adds one to how often the server was asked.
func (s *server) count() (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	raw, err := os.ReadFile(s.file)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return 0, err
	}
	n, _ := strconv.Atoi(strings.TrimSpace(string(raw)))
	return n + 1, os.WriteFile(s.file, []byte(strconv.Itoa(n+1)), 0o644)
}
