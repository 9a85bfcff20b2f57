package berth

import (
	_ "github.com/FerretDB/FerretDB/ferretdb"
	_ "github.com/alecthomas/kong"
	_ "github.com/andybalholm/brotli"
	_ "github.com/chromedp/chromedp"
	_ "github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	_ "github.com/ethereum/go-ethereum/ethclient/simulated"
	_ "github.com/ethereum/go-ethereum/signer/core/apitypes"
	_ "github.com/gofiber/fiber/v2"
	_ "github.com/holiman/uint256"
	_ "github.com/maxence-charriere/go-app/v10/pkg/app"
	_ "github.com/prometheus/client_golang/prometheus/promhttp"
	_ "go.etcd.io/bbolt"
	_ "go.mongodb.org/mongo-driver/v2/mongo"
	_ "golang.org/x/sync/errgroup"
	_ "k8s.io/client-go/kubernetes"
	_ "k8s.io/client-go/kubernetes/fake"
	_ "k8s.io/client-go/tools/clientcmd"
)
