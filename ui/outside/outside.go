// Package outside is where the page takes what others say: platform, gateways, services, wallets. None of them is trusted.
// Text is shown as what it is (text.go), addresses lead only where they may (url.go), and an answer is bounded before and
// after it is read (read.go).
package outside
