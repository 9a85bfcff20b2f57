// Main reads a proof of a deployment from its input and says whether the user has signed it:
//
//	curl -H "Authorization: Bearer $TOKEN" https://n1.example/v1/orders/5/deployment/revisions/3/proof |
//	  go run ./shared/server/proof/main -chain 1 -market 0x…
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/server/keysig"
	"berth/shared/server/proof"
	"berth/shared/typed"
	"berth/shared/wire"
)

// maxProof is the most that is read.
const maxProof = 1 << 20

func main() {
	chain := flag.Uint64("chain", 0, "the chain's id")
	market := flag.String("market", "", "address of the market contract")
	replaced := flag.String("replaced", "", "numbers of orders that replaced each other, as the market's OrderReplaced events tell, such as 5,7")
	flag.Parse()
	said, err := run(os.Stdin, *chain, *market, *replaced)
	if err != nil {
		fmt.Fprintln(os.Stderr, "not proven:", err)
		os.Exit(1)
	}
	fmt.Println(said)
}

func run(in io.Reader, chain uint64, market, replaced string) (string, error) {
	at, err := eth.ParseAddress(market)
	if err != nil || chain == 0 {
		return "", fmt.Errorf("say -chain and -market")
	}
	var f proof.Facts
	for s := range strings.SplitSeq(replaced, ",") {
		if s == "" {
			continue
		}
		id, err := order.ParseID(s)
		if err != nil {
			return "", err
		}
		f.Chain = append(f.Chain, id)
	}
	var p wire.Proof
	if err := json.NewDecoder(io.LimitReader(in, maxProof)).Decode(&p); err != nil {
		return "", fmt.Errorf("the proof cannot be read: %w", err)
	}
	if err := proof.Verify(p, typed.Berth(chain, at), f); err != nil {
		return "", err
	}
	said := fmt.Sprintf("%s deployed revision %d of order %s at %s, SHA-256 of the manifest %s", p.User, p.Deploy.Revision, p.Deploy.Order, p.Deploy.Gateway, p.Deploy.ManifestHash)
	if p.Access != nil {
		said += fmt.Sprintf(", by the key %q, %s", p.Access.Access.Name, keysig.Fingerprint(p.Access.Access.Key))
	}
	return said, nil
}
