// Code generated via abigen V2 - DO NOT EDIT.
// This file is a generated binding and any manual changes will be lost.

package bind

import (
	"bytes"
	"errors"
	"math/big"

	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
)

// Reference imports to suppress errors if they are not otherwise used.
var (
	_ = bytes.Equal
	_ = errors.New
	_ = big.NewInt
	_ = common.Big1
	_ = types.BloomLookup
	_ = abi.ConvertType
)

// IMarketOrder is an auto generated low-level Go binding around an user-defined struct.
type IMarketOrder struct {
	User           common.Address
	Node           common.Address
	Rate           *big.Int
	Resources      Resources
	Since          *big.Int
	Duration       uint32
	MaxDuration    uint32
	Probation      uint32
	SettledSeconds uint32
	State          uint8
}

// IMarketQuote is an auto generated low-level Go binding around an user-defined struct.
type IMarketQuote struct {
	Node        common.Address
	User        common.Address
	Resources   Resources
	Rate        *big.Int
	MinDuration uint32
	MaxDuration uint32
	Probation   uint32
	ValidUntil  *big.Int
	Nonce       uint64
}

// IMarketRecord is an auto generated low-level Go binding around an user-defined struct.
type IMarketRecord struct {
	Completed            uint32
	CancelledInProbation uint32
	CancelledLater       uint32
	EndedByOther         uint32
	SecondsServed        uint64
}

// IRegistryNode is an auto generated low-level Go binding around an user-defined struct.
type IRegistryNode struct {
	Operator     common.Address
	MinStake     *big.Int
	Total        Resources
	Reserved     Resources
	Paused       bool
	RegisteredAt *big.Int
	Endpoint     string
	MetadataURI  string
}

// Resources is an auto generated low-level Go binding around an user-defined struct.
type Resources struct {
	CpuMilli   uint32
	MemoryMiB  uint32
	DiskMiB    uint32
	TrafficMiB *big.Int
	Gpu        uint16
	GpuModel   [12]byte
}

// MarketMetaData contains all meta data concerning the Market contract.
var MarketMetaData = bind.MetaData{
	ABI: "[{\"inputs\":[{\"internalType\":\"address\",\"name\":\"token_\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"registry_\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"staking_\",\"type\":\"address\"},{\"internalType\":\"uint32\",\"name\":\"activationWindow_\",\"type\":\"uint32\"}],\"stateMutability\":\"nonpayable\",\"type\":\"constructor\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"target\",\"type\":\"address\"}],\"name\":\"AddressEmptyCode\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"FailedCall\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"InvalidShortString\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"id\",\"type\":\"uint256\"},{\"internalType\":\"uint40\",\"name\":\"until\",\"type\":\"uint40\"}],\"name\":\"Market_ActivationWindowOpen\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"id\",\"type\":\"uint256\"},{\"internalType\":\"uint40\",\"name\":\"until\",\"type\":\"uint40\"}],\"name\":\"Market_ActivationWindowPassed\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"}],\"name\":\"Market_BadRecipient\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"node\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"signer\",\"type\":\"address\"}],\"name\":\"Market_BadSignature\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"node\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"quoted\",\"type\":\"address\"}],\"name\":\"Market_DifferentNode\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint32\",\"name\":\"duration\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"min\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"max\",\"type\":\"uint32\"}],\"name\":\"Market_DurationOutOfRange\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"balance\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"limit\",\"type\":\"uint256\"}],\"name\":\"Market_EscrowFull\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"wanted\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"got\",\"type\":\"uint256\"}],\"name\":\"Market_FeeOnTransfer\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"id\",\"type\":\"uint256\"}],\"name\":\"Market_LiveOrder\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"id\",\"type\":\"uint256\"},{\"internalType\":\"address\",\"name\":\"caller\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"node\",\"type\":\"address\"}],\"name\":\"Market_NotNode\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"id\",\"type\":\"uint256\"},{\"internalType\":\"address\",\"name\":\"caller\",\"type\":\"address\"}],\"name\":\"Market_NotParty\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"id\",\"type\":\"uint256\"},{\"internalType\":\"address\",\"name\":\"caller\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"user\",\"type\":\"address\"}],\"name\":\"Market_NotUser\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"}],\"name\":\"Market_NothingOwed\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"id\",\"type\":\"uint256\"},{\"internalType\":\"uint40\",\"name\":\"endedAt\",\"type\":\"uint40\"}],\"name\":\"Market_OrderOver\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint32\",\"name\":\"probation\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"limit\",\"type\":\"uint32\"}],\"name\":\"Market_ProbationTooLong\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint40\",\"name\":\"validUntil\",\"type\":\"uint40\"},{\"internalType\":\"uint40\",\"name\":\"nowAt\",\"type\":\"uint40\"}],\"name\":\"Market_QuoteExpired\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"node\",\"type\":\"address\"},{\"internalType\":\"uint64\",\"name\":\"nonce\",\"type\":\"uint64\"}],\"name\":\"Market_QuoteUsed\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"id\",\"type\":\"uint256\"},{\"internalType\":\"enumIMarket.State\",\"name\":\"state\",\"type\":\"uint8\"}],\"name\":\"Market_WrongState\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"caller\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"user\",\"type\":\"address\"}],\"name\":\"Market_WrongUser\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"Market_ZeroAddress\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"Market_ZeroRate\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"ReentrancyGuardReentrantCall\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"}],\"name\":\"SafeERC20FailedOperation\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"string\",\"name\":\"str\",\"type\":\"string\"}],\"name\":\"StringTooLong\",\"type\":\"error\"},{\"anonymous\":false,\"inputs\":[],\"name\":\"EIP712DomainChanged\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"uint256\",\"name\":\"id\",\"type\":\"uint256\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"user\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"node\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint40\",\"name\":\"activatedAt\",\"type\":\"uint40\"},{\"indexed\":false,\"internalType\":\"uint40\",\"name\":\"endsAt\",\"type\":\"uint40\"}],\"name\":\"OrderActivated\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"uint256\",\"name\":\"id\",\"type\":\"uint256\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"user\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"node\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"address\",\"name\":\"by\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"enumIMarket.Reason\",\"name\":\"reason\",\"type\":\"uint8\"},{\"indexed\":false,\"internalType\":\"bool\",\"name\":\"inProbation\",\"type\":\"bool\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"paid\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"refunded\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"uint64\",\"name\":\"secondsServed\",\"type\":\"uint64\"}],\"name\":\"OrderCancelled\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"uint256\",\"name\":\"id\",\"type\":\"uint256\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"user\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"node\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"paid\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"uint64\",\"name\":\"secondsServed\",\"type\":\"uint64\"}],\"name\":\"OrderCompleted\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"uint256\",\"name\":\"id\",\"type\":\"uint256\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"user\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"node\",\"type\":\"address\"},{\"components\":[{\"internalType\":\"uint32\",\"name\":\"cpuMilli\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"memoryMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"diskMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint40\",\"name\":\"trafficMiB\",\"type\":\"uint40\"},{\"internalType\":\"uint16\",\"name\":\"gpu\",\"type\":\"uint16\"},{\"internalType\":\"bytes12\",\"name\":\"gpuModel\",\"type\":\"bytes12\"}],\"indexed\":false,\"internalType\":\"structResources\",\"name\":\"resources\",\"type\":\"tuple\"},{\"indexed\":false,\"internalType\":\"uint96\",\"name\":\"rate\",\"type\":\"uint96\"},{\"indexed\":false,\"internalType\":\"uint32\",\"name\":\"duration\",\"type\":\"uint32\"},{\"indexed\":false,\"internalType\":\"uint32\",\"name\":\"maxDuration\",\"type\":\"uint32\"},{\"indexed\":false,\"internalType\":\"uint32\",\"name\":\"probation\",\"type\":\"uint32\"},{\"indexed\":false,\"internalType\":\"uint64\",\"name\":\"quoteNonce\",\"type\":\"uint64\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"deposit\",\"type\":\"uint256\"}],\"name\":\"OrderCreated\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"uint256\",\"name\":\"id\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"uint32\",\"name\":\"addedSeconds\",\"type\":\"uint32\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"deposit\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"uint40\",\"name\":\"endsAt\",\"type\":\"uint40\"}],\"name\":\"OrderExtended\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"uint256\",\"name\":\"id\",\"type\":\"uint256\"},{\"indexed\":true,\"internalType\":\"uint256\",\"name\":\"newId\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"paid\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"movedOver\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"refunded\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"uint64\",\"name\":\"secondsServed\",\"type\":\"uint64\"}],\"name\":\"OrderReplaced\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"uint256\",\"name\":\"id\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"earned\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"paidSoFar\",\"type\":\"uint256\"}],\"name\":\"OrderSettled\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"node\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint64\",\"name\":\"nonce\",\"type\":\"uint64\"}],\"name\":\"QuoteVoided\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"node\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint64\",\"name\":\"nonce\",\"type\":\"uint64\"}],\"name\":\"QuotesVoidedBelow\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"name\":\"Withdrawn\",\"type\":\"event\"},{\"inputs\":[],\"name\":\"QUOTE_TYPEHASH\",\"outputs\":[{\"internalType\":\"bytes32\",\"name\":\"\",\"type\":\"bytes32\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"RESOURCES_TYPEHASH\",\"outputs\":[{\"internalType\":\"bytes32\",\"name\":\"\",\"type\":\"bytes32\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"id\",\"type\":\"uint256\"}],\"name\":\"activate\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"activationWindow\",\"outputs\":[{\"internalType\":\"uint32\",\"name\":\"\",\"type\":\"uint32\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"id\",\"type\":\"uint256\"},{\"internalType\":\"enumIMarket.Reason\",\"name\":\"reason\",\"type\":\"uint8\"}],\"name\":\"cancel\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"components\":[{\"internalType\":\"address\",\"name\":\"node\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"user\",\"type\":\"address\"},{\"components\":[{\"internalType\":\"uint32\",\"name\":\"cpuMilli\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"memoryMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"diskMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint40\",\"name\":\"trafficMiB\",\"type\":\"uint40\"},{\"internalType\":\"uint16\",\"name\":\"gpu\",\"type\":\"uint16\"},{\"internalType\":\"bytes12\",\"name\":\"gpuModel\",\"type\":\"bytes12\"}],\"internalType\":\"structResources\",\"name\":\"resources\",\"type\":\"tuple\"},{\"internalType\":\"uint96\",\"name\":\"rate\",\"type\":\"uint96\"},{\"internalType\":\"uint32\",\"name\":\"minDuration\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"maxDuration\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"probation\",\"type\":\"uint32\"},{\"internalType\":\"uint40\",\"name\":\"validUntil\",\"type\":\"uint40\"},{\"internalType\":\"uint64\",\"name\":\"nonce\",\"type\":\"uint64\"}],\"internalType\":\"structIMarket.Quote\",\"name\":\"quote\",\"type\":\"tuple\"},{\"internalType\":\"bytes\",\"name\":\"signature\",\"type\":\"bytes\"},{\"internalType\":\"uint32\",\"name\":\"duration\",\"type\":\"uint32\"}],\"name\":\"createOrder\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"id\",\"type\":\"uint256\"}],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"components\":[{\"internalType\":\"address\",\"name\":\"node\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"user\",\"type\":\"address\"},{\"components\":[{\"internalType\":\"uint32\",\"name\":\"cpuMilli\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"memoryMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"diskMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint40\",\"name\":\"trafficMiB\",\"type\":\"uint40\"},{\"internalType\":\"uint16\",\"name\":\"gpu\",\"type\":\"uint16\"},{\"internalType\":\"bytes12\",\"name\":\"gpuModel\",\"type\":\"bytes12\"}],\"internalType\":\"structResources\",\"name\":\"resources\",\"type\":\"tuple\"},{\"internalType\":\"uint96\",\"name\":\"rate\",\"type\":\"uint96\"},{\"internalType\":\"uint32\",\"name\":\"minDuration\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"maxDuration\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"probation\",\"type\":\"uint32\"},{\"internalType\":\"uint40\",\"name\":\"validUntil\",\"type\":\"uint40\"},{\"internalType\":\"uint64\",\"name\":\"nonce\",\"type\":\"uint64\"}],\"internalType\":\"structIMarket.Quote\",\"name\":\"quote\",\"type\":\"tuple\"},{\"internalType\":\"bytes\",\"name\":\"signature\",\"type\":\"bytes\"},{\"internalType\":\"uint32\",\"name\":\"duration\",\"type\":\"uint32\"},{\"internalType\":\"uint256\",\"name\":\"permitValue\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"permitDeadline\",\"type\":\"uint256\"},{\"internalType\":\"uint8\",\"name\":\"v\",\"type\":\"uint8\"},{\"internalType\":\"bytes32\",\"name\":\"r\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"s\",\"type\":\"bytes32\"}],\"name\":\"createOrderWithPermit\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"id\",\"type\":\"uint256\"}],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"id\",\"type\":\"uint256\"}],\"name\":\"earned\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"eip712Domain\",\"outputs\":[{\"internalType\":\"bytes1\",\"name\":\"fields\",\"type\":\"bytes1\"},{\"internalType\":\"string\",\"name\":\"name\",\"type\":\"string\"},{\"internalType\":\"string\",\"name\":\"version\",\"type\":\"string\"},{\"internalType\":\"uint256\",\"name\":\"chainId\",\"type\":\"uint256\"},{\"internalType\":\"address\",\"name\":\"verifyingContract\",\"type\":\"address\"},{\"internalType\":\"bytes32\",\"name\":\"salt\",\"type\":\"bytes32\"},{\"internalType\":\"uint256[]\",\"name\":\"extensions\",\"type\":\"uint256[]\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"id\",\"type\":\"uint256\"}],\"name\":\"expire\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"id\",\"type\":\"uint256\"},{\"internalType\":\"uint32\",\"name\":\"addedSeconds\",\"type\":\"uint32\"}],\"name\":\"extend\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"user\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"node\",\"type\":\"address\"}],\"name\":\"firstOrder\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"\",\"type\":\"bool\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"components\":[{\"internalType\":\"address\",\"name\":\"node\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"user\",\"type\":\"address\"},{\"components\":[{\"internalType\":\"uint32\",\"name\":\"cpuMilli\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"memoryMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"diskMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint40\",\"name\":\"trafficMiB\",\"type\":\"uint40\"},{\"internalType\":\"uint16\",\"name\":\"gpu\",\"type\":\"uint16\"},{\"internalType\":\"bytes12\",\"name\":\"gpuModel\",\"type\":\"bytes12\"}],\"internalType\":\"structResources\",\"name\":\"resources\",\"type\":\"tuple\"},{\"internalType\":\"uint96\",\"name\":\"rate\",\"type\":\"uint96\"},{\"internalType\":\"uint32\",\"name\":\"minDuration\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"maxDuration\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"probation\",\"type\":\"uint32\"},{\"internalType\":\"uint40\",\"name\":\"validUntil\",\"type\":\"uint40\"},{\"internalType\":\"uint64\",\"name\":\"nonce\",\"type\":\"uint64\"}],\"internalType\":\"structIMarket.Quote\",\"name\":\"quote\",\"type\":\"tuple\"}],\"name\":\"hashQuote\",\"outputs\":[{\"internalType\":\"bytes32\",\"name\":\"\",\"type\":\"bytes32\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"user\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"node\",\"type\":\"address\"}],\"name\":\"liveOrder\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"id\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes[]\",\"name\":\"data\",\"type\":\"bytes[]\"}],\"name\":\"multicall\",\"outputs\":[{\"internalType\":\"bytes[]\",\"name\":\"results\",\"type\":\"bytes[]\"}],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"id\",\"type\":\"uint256\"}],\"name\":\"order\",\"outputs\":[{\"components\":[{\"internalType\":\"address\",\"name\":\"user\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"node\",\"type\":\"address\"},{\"internalType\":\"uint96\",\"name\":\"rate\",\"type\":\"uint96\"},{\"components\":[{\"internalType\":\"uint32\",\"name\":\"cpuMilli\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"memoryMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"diskMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint40\",\"name\":\"trafficMiB\",\"type\":\"uint40\"},{\"internalType\":\"uint16\",\"name\":\"gpu\",\"type\":\"uint16\"},{\"internalType\":\"bytes12\",\"name\":\"gpuModel\",\"type\":\"bytes12\"}],\"internalType\":\"structResources\",\"name\":\"resources\",\"type\":\"tuple\"},{\"internalType\":\"uint40\",\"name\":\"since\",\"type\":\"uint40\"},{\"internalType\":\"uint32\",\"name\":\"duration\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"maxDuration\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"probation\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"settledSeconds\",\"type\":\"uint32\"},{\"internalType\":\"enumIMarket.State\",\"name\":\"state\",\"type\":\"uint8\"}],\"internalType\":\"structIMarket.Order\",\"name\":\"\",\"type\":\"tuple\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"orderCount\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"}],\"name\":\"owed\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"probationLimit\",\"outputs\":[{\"internalType\":\"uint32\",\"name\":\"\",\"type\":\"uint32\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"node\",\"type\":\"address\"}],\"name\":\"quoteFloor\",\"outputs\":[{\"internalType\":\"uint64\",\"name\":\"nonce\",\"type\":\"uint64\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"node\",\"type\":\"address\"},{\"internalType\":\"uint64\",\"name\":\"nonce\",\"type\":\"uint64\"}],\"name\":\"quoteUsed\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"\",\"type\":\"bool\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"}],\"name\":\"recordOfNode\",\"outputs\":[{\"components\":[{\"internalType\":\"uint32\",\"name\":\"completed\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"cancelledInProbation\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"cancelledLater\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"endedByOther\",\"type\":\"uint32\"},{\"internalType\":\"uint64\",\"name\":\"secondsServed\",\"type\":\"uint64\"}],\"internalType\":\"structIMarket.Record\",\"name\":\"\",\"type\":\"tuple\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"}],\"name\":\"recordOfUser\",\"outputs\":[{\"components\":[{\"internalType\":\"uint32\",\"name\":\"completed\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"cancelledInProbation\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"cancelledLater\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"endedByOther\",\"type\":\"uint32\"},{\"internalType\":\"uint64\",\"name\":\"secondsServed\",\"type\":\"uint64\"}],\"internalType\":\"structIMarket.Record\",\"name\":\"\",\"type\":\"tuple\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"registry\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"id\",\"type\":\"uint256\"},{\"components\":[{\"internalType\":\"address\",\"name\":\"node\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"user\",\"type\":\"address\"},{\"components\":[{\"internalType\":\"uint32\",\"name\":\"cpuMilli\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"memoryMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"diskMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint40\",\"name\":\"trafficMiB\",\"type\":\"uint40\"},{\"internalType\":\"uint16\",\"name\":\"gpu\",\"type\":\"uint16\"},{\"internalType\":\"bytes12\",\"name\":\"gpuModel\",\"type\":\"bytes12\"}],\"internalType\":\"structResources\",\"name\":\"resources\",\"type\":\"tuple\"},{\"internalType\":\"uint96\",\"name\":\"rate\",\"type\":\"uint96\"},{\"internalType\":\"uint32\",\"name\":\"minDuration\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"maxDuration\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"probation\",\"type\":\"uint32\"},{\"internalType\":\"uint40\",\"name\":\"validUntil\",\"type\":\"uint40\"},{\"internalType\":\"uint64\",\"name\":\"nonce\",\"type\":\"uint64\"}],\"internalType\":\"structIMarket.Quote\",\"name\":\"quote\",\"type\":\"tuple\"},{\"internalType\":\"bytes\",\"name\":\"signature\",\"type\":\"bytes\"},{\"internalType\":\"uint32\",\"name\":\"duration\",\"type\":\"uint32\"}],\"name\":\"replaceOrder\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"newId\",\"type\":\"uint256\"}],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"value\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"deadline\",\"type\":\"uint256\"},{\"internalType\":\"uint8\",\"name\":\"v\",\"type\":\"uint8\"},{\"internalType\":\"bytes32\",\"name\":\"r\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"s\",\"type\":\"bytes32\"}],\"name\":\"selfPermit\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"id\",\"type\":\"uint256\"}],\"name\":\"settle\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"earned_\",\"type\":\"uint256\"}],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"id\",\"type\":\"uint256\"}],\"name\":\"split\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"toNode\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"toUser\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"staking\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"token\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"totalSettled\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"version\",\"outputs\":[{\"internalType\":\"string\",\"name\":\"\",\"type\":\"string\"}],\"stateMutability\":\"pure\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"node\",\"type\":\"address\"},{\"internalType\":\"uint64\",\"name\":\"nonce\",\"type\":\"uint64\"}],\"name\":\"voidQuote\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"node\",\"type\":\"address\"},{\"internalType\":\"uint64\",\"name\":\"nonce\",\"type\":\"uint64\"}],\"name\":\"voidQuotesBelow\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"}],\"name\":\"withdraw\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"stateMutability\":\"nonpayable\",\"type\":\"function\"}]",
	ID:  "36a8adc4ffc73be29349d08b34fa042f16",
	Bin: "0x6101e0806040523461024f5760808161515a80380380916100208285610253565b83398101031261024f576100338161028a565b906100406020820161028a565b606061004e6040840161028a565b9201519263ffffffff8416840361024f5760405161006d604082610253565b60058152602081019064084cae4e8d60db1b825260405191610090604084610253565b600183526020830191603160f81b83526100a98161029e565b610120526100b68461029e565b61014052519020918260e05251902080610100524660a0526040519060208201927f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f8452604083015260608201524660808201523060a082015260a0815261011f60c082610253565b5190206080523060c0526001600160a01b03168015801561023e575b61022f57610160526001600160a01b0390811661018052166101a0526101c052604051614e50908161030a823960805181614c14015260a05181614cd1015260c05181614be5015260e05181614c6301526101005181614c89015261012051816118640152610140518161188d0152610160518181816101be01528181611f8601528181612e6d015261317801526101805181818161044d0152818161197f0152818161336901528181613a0001528181613b550152818161432e015261453901526101a0518181816121ce015261463601526101c051818181610f18015281816112260152818161273f0152612c670152f35b638c9c3bc760e01b5f5260045ffd5b506001600160a01b0382161561013b565b5f80fd5b601f909101601f19168101906001600160401b0382119082101761027657604052565b634e487b7160e01b5f52604160045260245ffd5b51906001600160a01b038216820361024f57565b601f8151116102c95760208151910151602082106102ba571790565b5f198260200360031b1b161790565b604460209160405192839163305a27a960e01b83528160048401528051918291826024860152018484015e5f828201840152601f01601f19168101030190fdfe6080806040526004361015610012575f80fd5b5f905f3560e01c90816308cfe5c3146127f35750806312ed388814612763578063204fc81714612723578063206ebeb6146126e957806321603f43146124af5780632453ffa814612488578063398226cb146122b957806342e67a19146122775780634b400228146121f25780634cf088d9146121af5780634d6ed8c41461214a57806351cff8d914611eb7578063538980e814611e7657806354fd4d5014611e175780635d2d667e14611dbc578063692737b114611d40578063774291c2146119a35780637b1039991461196057806384b0196e1461184c5780638df82800146118265780639576faf2146117e9578063a0be72d414611781578063a6eb09fe1461166c578063ac9650d81461141d578063b260c42a146111af578063bd51f3df14610fe3578063bf81bf4314610ec0578063dbceb00514610e96578063df18e04714610e2b578063e5d60bb014610d89578063eace4c9114610d69578063ec49596a14610ce7578063f0c3dfb614610220578063f7581615146101e55763fc0c546a1461019f575f80fd5b346101e257806003193601126101e25760206040516001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000168152f35b80fd5b50346101e257806003193601126101e25760206040517f085d57ebe69d97f2ce3e03d711224a78c3dd526d21ac41d1dadec93af4f9d3988152f35b5034610b3057610220600319360112610b30576101c07fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffdc360112610b30576101e43567ffffffffffffffff8111610b305761027f9036906004016128e3565b9091610204359263ffffffff84168403610b305761029b612d12565b6004355f52600360205260405f20906102b682600435612d86565b6102be612bc7565b916001600160a01b036001820193818554169182911603610ca657506044356001600160a01b03811614159485610b30576001600160a01b03604435163303610c6b576101a43564ffffffffff811690818103610b3057814211610c345750506bffffffffffffffffffffffff61012435166101243503610b30576bffffffffffffffffffffffff610124351615610c0c5763ffffffff8716158015610bea575b8015610bc8575b610b67576101843563ffffffff811690818103610b305762093a808211610b345750506103928261422a565b9261039f83600435613e63565b506103a983614201565b947d0500000000000000000000000000000000000000000000000000000000007fffff00ffffffffffffffffffffffffffffffffffffffffffffffffffffffffff8254161781556001600160a01b038454165f52600460205260405f206001600160a01b0380835416165f5260205260405f207fffffffffffffffffffffffffffffffffffffffffffffffff000000000000000081541690556001600160a01b03807f00000000000000000000000000000000000000000000000000000000000000001691541661047985612ca8565b823b15610b305760e45f92836105349560405196879586947f9e7bbd87000000000000000000000000000000000000000000000000000000008652600486015260248501907fffffffffffffffffffffffff000000000000000000000000000000000000000060a0809263ffffffff815116855263ffffffff602082015116602086015263ffffffff604082015116604086015264ffffffffff606082015116606086015261ffff6080820151166080860152015116910152565b5af18015610b2557610b0b575b5090610556916105518585614421565b6144b6565b503384526004602052604084206001600160a01b03610573612bc7565b165f5260205260405f206002549567ffffffffffffffff87169667ffffffffffffffff8814610ade577fffffffffffffffffffffffffffffffffffffffffffffffff0000000000000000166001880167ffffffffffffffff16908117600255865260036020526040862090610aad576001600160a01b036024351660243503610aad5763ffffffff61016435166101643503610aad5763ffffffff6064351660643503610aad5763ffffffff6084351660843503610aad5763ffffffff60a4351660a43503610aad5764ffffffffff60c4351660c43503610aad5761ffff60e4351660e43503610aad577fffffffffffffffffffffffff00000000000000000000000000000000000000006101243560a01b166001600160a01b03604435161781557d0200000000000000000000000000000000000000000000000000000000007cffffffff000000000000000000000000000000000000000000000000008960c81b164260a01b6001600160a01b0360243516171717600182015560027effff000000000000000000000000000000000000000000000000000000000060e43560e81b167cffffffffff00000000000000000000000000000000000000000000000060c43560c01b1677ffffffff000000000000000000000000000000000000000060a43560a01b1673ffffffff0000000000000000000000000000000060843560801b166fffffffff00000000000000000000000060643560601b166bffffffff00000000000000006101643560401b16171717171791015567ffffffffffffffff806001880116167fffffffffffffffffffffffffffffffffffffffffffffffff00000000000000008254161790556101c43567ffffffffffffffff811690818103610aad5763ffffffff60209867ffffffffffffffff936108db93506108308383166bffffffffffffffffffffffff6101243516612a11565b6040519161083f836064614124565b6bffffffffffffffffffffffff610124351660c084015284841660e08401528461016435166101008401528a610120840152610140830152610160820152896001600160a01b0360243516917fd0fa6e42a079f250959b3874476188048c46e034fd476216889f230be3dd24636101808860016001600160a01b036044351695011692a4166bffffffffffffffffffffffff6101243516612a11565b926108ed8486119384610a41576145d8565b9284861015610a3a5785905b15610a33576109088587612abb565b905b60405194855289850152604084015216606082015267ffffffffffffffff6001860116907f089c705343bc55fe69924972bc1ac430a8dae52e9cacb0b071b5d4346127b7fc608060043592a361095e612bc7565b67ffffffffffffffff600186011684526003865261097e60408520612e35565b6040805164ffffffffff42811682529290921660208301526001600160a01b0392831692604435169167ffffffffffffffff6001890116917f268c2eca20d65e13d23c2449d9e29a009a1ade448f8e9666b42d75d4fc2daf1591a4818111610a1a575b50507f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005d67ffffffffffffffff60016040519201168152f35b610a2c91610a2791612abb565b612e6b565b5f806109e1565b869061090a565b84906108f9565b6cffffffffffffffffffffffffff610a598789612abb565b1633895260058b526cffffffffffffffffffffffffff610a8060408b209282845416612c0a565b167fffffffffffffffffffffffffffffffffffffff000000000000000000000000008254161790556145d8565b8580fd5b7f4e487b71000000000000000000000000000000000000000000000000000000005f52602160045260245ffd5b6024877f4e487b710000000000000000000000000000000000000000000000000000000081526011600452fd5b610556929196505f610b1c91612993565b5f959091610541565b6040513d5f823e3d90fd5b5f80fd5b507f78239f76000000000000000000000000000000000000000000000000000000005f5260045262093a8060245260445ffd5b866101443563ffffffff811690818103610b3057506101643563ffffffff811692838203610b305763ffffffff91507fa2323501000000000000000000000000000000000000000000000000000000005f521660045260245260445260645ffd5b506101643563ffffffff811690818103610b30575063ffffffff881611610366565b506101443563ffffffff811690818103610b30575063ffffffff88161061035f565b7fefcd3183000000000000000000000000000000000000000000000000000000005f5260045ffd5b507f7c8c7b35000000000000000000000000000000000000000000000000000000005f5260045264ffffffffff421660245260445ffd5b7fdc9666c4000000000000000000000000000000000000000000000000000000005f52336004526001600160a01b036044351660245260445ffd5b6001600160a01b0390610cb7612bc7565b907f189f8970000000000000000000000000000000000000000000000000000000005f526004521660245260445ffd5b34610b305760031936016102008112610b30576101c013610b30576101c43567ffffffffffffffff8111610b3057610d3e610d2860209236906004016128e3565b610d30612844565b91610d39612d12565b61320f565b5f7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005d604051908152f35b34610b30575f600319360112610b3057602060025460401c604051908152f35b34610b30576020600319360112610b30576001600160a01b03610daa61280e565b610db2612a24565b50165f526006602052610e27610dca60405f20613112565b60405191829182919091608067ffffffffffffffff8160a084019563ffffffff815116855263ffffffff602082015116602086015263ffffffff604082015116604086015263ffffffff6060820151166060860152015116910152565b0390f35b34610b30576020600319360112610b30576020610e8e6001600160a01b03610e5161280e565b16805f52600583526cffffffffffffffffffffffffff60405f205416905f52600683526cffffffffffffffffffffffffff60405f20541690612a04565b604051908152f35b34610b30576020600319360112610b30576040610eb4600435612b3f565b82519182526020820152f35b34610b30576020600319360112610b3057600435610edc612d12565b805f52600360205260405f20600181015460ff8160e81c16610efd8161283a565b60018103610fab5750610f4264ffffffffff918263ffffffff7f0000000000000000000000000000000000000000000000000000000000000000169160a01c16612b09565b169182421115610f7b57610f569250613d8a565b5f7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005d005b90507f6f72328a000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b837fcd7ebda6000000000000000000000000000000000000000000000000000000005f52600452610fdb8161283a565b60245260445ffd5b34610b30576101c0600319360112610b305760405160208101907fd490767dfd66c3d475ecb570521545f79e2e817852751c8e36c43200524620b6825261102e604082016044614124565b60e0815261103e61010082612993565b5190206004356001600160a01b03811690818103610b305750602435906001600160a01b03821691828103610b30575061010435916bffffffffffffffffffffffff831692838103610b305750610124359263ffffffff841693848103610b3057506101443563ffffffff811690818103610b3057506101643563ffffffff811690818103610b305750610184359164ffffffffff831692838103610b3057506101a4359667ffffffffffffffff881694858903610b305760209960429950604051978b8901997f085d57ebe69d97f2ce3e03d711224a78c3dd526d21ac41d1dadec93af4f9d3988b5260408a01526060890152608088015260a087015260c086015260e0850152610100840152610120830152610140820152610140815261116961016082612993565b519020611174614bdb565b90604051917f190100000000000000000000000000000000000000000000000000000000000083526002830152602282015220604051908152f35b34610b30576020600319360112610b30576004356111cb612d12565b805f52600360205260405f206001810191825460ff8160e81c166111ee8161283a565b600181036113ed57506001600160a01b03835416926001600160a01b03821694611217866139ab565b156113b95761125663ffffffff7f00000000000000000000000000000000000000000000000000000000000000001664ffffffffff8560a01c16612b09565b9264ffffffffff804216941680851161138a57509161134c917d0200000000000000000000000000000000000000000000000000000000007f268c2eca20d65e13d23c2449d9e29a009a1ade448f8e9666b42d75d4fc2daf1595947fffff00ffffffff0000000000ffffffffffffffffffffffffffffffffffffffff78ffffffffff00000000000000000000000000000000000000004260a01b16911617179055855f52600460205260405f206001600160a01b0388165f5260205260405f20680100000000000000007fffffffffffffffffffffffffffffffffffffffffffffff00ffffffffffffffff825416179055612e35565b6040805164ffffffffff9384168152919092166020820152a45f7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005d005b857f7680332d000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b85847f12bfffe2000000000000000000000000000000000000000000000000000000005f526004523360245260445260645ffd5b827fcd7ebda6000000000000000000000000000000000000000000000000000000005f52600452610fdb8161283a565b34610b30576020600319360112610b305760043567ffffffffffffffff8111610b305736602382011215610b305780600401359067ffffffffffffffff8211610b30573660248360051b83010111610b3057604051919060206114808185612993565b5f8452808401917fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe082013684376114b684612a4e565b906114c46040519283612993565b8482527fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe06114f186612a4e565b015f5b81811061165d5750505f907fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffbd81360301915b868110156115de5760248160051b8301013583811215610b305782019060248201359167ffffffffffffffff8311610b30576044018236038113610b3057826115bc6115c292898b8e60019860405196879585870137840190838201905f8252519283915e01015f8152037fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe08101835282612993565b3061406a565b6115cc8287612ac8565b526115d78186612ac8565b5001611526565b5050506040519082820192808352815180945260408301938160408260051b8601019301915f955b8287106116135785850386f35b90919293828061164d837fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc08a6001960301865288516128a0565b9601920196019592919092611606565b606084820186015284016114f4565b34610b305761167a36612869565b90611684816139ab565b15611744576001600160a01b031690815f52600860205267ffffffffffffffff8060405f2054169116908111156117155760207f9560fc0bbe59f2cbc3ea0fd008f4ef47e63c640ce6a25963cf7e993868fde4ef91835f526008825260405f20817fffffffffffffffffffffffffffffffffffffffffffffffff0000000000000000825416179055604051908152a2005b907f5459d99e000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b6001600160a01b03907f12bfffe2000000000000000000000000000000000000000000000000000000005f525f600452336024521660445260645ffd5b34610b305761178f36612869565b90611799816139ab565b156117445760206001600160a01b03826117d4857fff3285a98b0d2edd94eb6d5bce227b92ab464bc77193068cbd3592569f9b213295613fde565b67ffffffffffffffff604051951685521692a2005b34610b305760a0600319360112610b305760443560ff81168103610b3057610f5690611813612d12565b608435906064359060243560043561316a565b34610b30576020600319360112610b305761183f612d12565b6020610d3e600435612a66565b34610b30575f600319360112610b30576119046118887f000000000000000000000000000000000000000000000000000000000000000061487c565b6118b17f000000000000000000000000000000000000000000000000000000000000000061487c565b6020611912604051926118c48385612993565b5f84525f3681376040519586957f0f00000000000000000000000000000000000000000000000000000000000000875260e08588015260e08701906128a0565b9085820360408701526128a0565b4660608501523060808501525f60a085015283810360c08501528180845192838152019301915f5b82811061194957505050500390f35b83518552869550938101939281019260010161193a565b34610b30575f600319360112610b305760206040516001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000168152f35b34610b30576040600319360112610b30576024356004356006821015610b30576119cb612d12565b805f52600360205260405f2090600182019182549060ff8260e81c166119f08161283a565b6001811490811580611d2c575b611cfc576001600160a01b0383541693843303611cad575b50611a1f9061283a565b15611b19577fb6d5dddfd00f9e347778d9473f13945a868806b8c53341980aed5aadf1b39ead91816001600160a01b0380611a5b60c095614201565b92611a6581614283565b818154165f52600560205260405f206cffffffffffffffffffffffffff611a9181871682845416612c0a565b167fffffffffffffffffffffffffffffffffffffff000000000000000000000000008254161790555416965416966001600160a01b0360405193168352611ad78161283a565b60208301525f60408301525f606083015260808201525f60a0820152a45f7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005d005b92909364ffffffffff611b2b85612e35565b164210611b44575050611b3e9250613a96565b50610f56565b839460c091611b747fb6d5dddfd00f9e347778d9473f13945a868806b8c53341980aed5aadf1b39ead949661422a565b63ffffffff600289015460201c169167ffffffffffffffff8216928310611b9b8a89613e63565b50611bb8611ba88b614201565b93611bb28c614283565b8b614421565b6001600160a01b038a54165f52600560205260405f206cffffffffffffffffffffffffff611beb81861682845416612c0a565b167fffffffffffffffffffffffffffffffffffffff00000000000000000000000000825416179055611c426001600160a01b038b541695865f526005602052826001600160a01b0360405f2092169788149161473a565b611c666001600160a01b038a5416805f5260066020528260405f209188149161473a565b611c7e6001600160a01b03808c54169a54169a6145d8565b91604051958652611c8e8161283a565b602086015260408501526060840152608083015260a0820152a4610f56565b6001600160a01b03169350611cc1846139ab565b15611ccc5787611a15565b847ff2e1d3c3000000000000000000000000000000000000000000000000000000005f526004523360245260445ffd5b847fcd7ebda6000000000000000000000000000000000000000000000000000000005f52600452610fdb8161283a565b50611d368161283a565b60028114156119fd565b34610b305760031936016102a08112610b30576101c013610b30576101c43567ffffffffffffffff8111610b3057611d7c9036906004016128e3565b611d84612844565b610244359160ff83168303610b3057602093610d39610d3e94611da5612d12565b61028435906102643590610224356102043561316a565b34610b30576040600319360112610b3057611dd561280e565b6001600160a01b03611de5612824565b91165f5260046020526001600160a01b0360405f2091165f52602052602060ff60405f205460401c1615604051908152f35b34610b30575f600319360112610b3057610e27604051611e38604082612993565b600181527f310000000000000000000000000000000000000000000000000000000000000060208201526040519182916020835260208301906128a0565b34610b30576020600319360112610b30576001600160a01b03611e9761280e565b611e9f612a24565b50165f526005602052610e27610dca60405f20613112565b34610b30576020600319360112610b30576001600160a01b03611ed861280e565b611ee0612d12565b168015612122573081146120f757335f52600560205260405f2090335f52600660205260405f206cffffffffffffffffffffffffff83541692611f336cffffffffffffffffffffffffff83541685612a04565b9384156120cb5761209f575b506cffffffffffffffffffffffffff815416612073575b50806040518381527fd1c19fbcd4551a5edfb66d43d2e337c04837afda3482b42bdf569a8fccdae5fb60203392a37f000000000000000000000000000000000000000000000000000000000000000091604051917fa9059cbb000000000000000000000000000000000000000000000000000000005f526004528060245260205f60448180875af160015f5114811615612054575b826040521561201f57602092505f7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005d8152f35b6001600160a01b03837f5274afe7000000000000000000000000000000000000000000000000000000005f521660045260245ffd5b600181151661206a57833b15153d151616611feb565b823d5f823e3d90fd5b7fffffffffffffffffffffffffffffffffffffff00000000000000000000000000815416905582611f56565b7fffffffffffffffffffffffffffffffffffffff00000000000000000000000000815416905583611f3f565b7fd57de46d000000000000000000000000000000000000000000000000000000005f523360045260245ffd5b7fde889abf000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b7f8c9c3bc7000000000000000000000000000000000000000000000000000000005f5260045ffd5b34610b30576020600319360112610b30576004355f5260036020526020610e8e60405f2063ffffffff815460a01c91600260ff600183015460e81c1661218f8161283a565b036121a45761219d906130ce565b1690612a11565b60020154811661219d565b34610b30575f600319360112610b305760206040516001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000168152f35b34610b305760206001600160a01b0361220a36612869565b911690815f526008835267ffffffffffffffff60405f20541667ffffffffffffffff821610918215612243575b50506040519015158152f35b9091505f526007825260405f2066ffffffffffffff8260081c165f528252600160ff60405f205492161b1615158280612237565b34610b30576020600319360112610b30576001600160a01b0361229861280e565b165f526008602052602067ffffffffffffffff60405f205416604051908152f35b34610b30576040600319360112610b30576004356024359063ffffffff8216809203610b30576122e7612d12565b805f52600360205260405f20906122fe8282612d86565b60018201805463ffffffff8160c81c166123188682612a04565b9086158015612472575b6123ce5750947f058e953775c7d85fac5ae7ca95a7703e8dee531e353920d2a46158e2c6fd917a926060927fffffff00000000ffffffffffffffffffffffffffffffffffffffffffffffffff7cffffffff00000000000000000000000000000000000000000000000000610f569960c81b16911617905564ffffffffff6123b66123b083885460a01c612a11565b96612e35565b604051928352866020840152166040820152a2612e6b565b858263ffffffff8111156124635750600163ffffffff925b0163ffffffff81116124365763ffffffff8060028194015460401c16937fa2323501000000000000000000000000000000000000000000000000000000005f52166004521660245260445260645ffd5b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b63ffffffff60019116926123e6565b5063ffffffff600287015460401c168211612322565b34610b30575f600319360112610b3057602067ffffffffffffffff60025416604051908152f35b34610b30576020600319360112610b30576040516124cc81612911565b5f8082526020820181905260408201526124e46129d4565b6060820152608081015f905260a081015f905260c081015f905260e081015f905261010081015f9052610120015f90526004355f52600360205260405f20805460018201549161253381612ca8565b9060020154908360e81c60ff16926040519461254e86612911565b6001600160a01b038216865260208601926001600160a01b0382168452604087019260a01c83526060870190815260808701908260a01c64ffffffffff16825260a088019260c81c63ffffffff16835260c08801938660401c63ffffffff16855260e08901958760201c63ffffffff1687526101008a019763ffffffff1688526101208a01986125dd8161283a565b895260405199516001600160a01b03168a52516001600160a01b031660208a0152516bffffffffffffffffffffffff1660408901525160608801612691917fffffffffffffffffffffffff000000000000000000000000000000000000000060a0809263ffffffff815116855263ffffffff602082015116602086015263ffffffff604082015116604086015264ffffffffff606082015116606086015261ffff6080820151166080860152015116910152565b5164ffffffffff166101208701525163ffffffff166101408601525163ffffffff166101608501525163ffffffff166101808401525163ffffffff166101a0830152516126dd8161283a565b6101c08201526101e090f35b34610b30575f600319360112610b305760206040517fd490767dfd66c3d475ecb570521545f79e2e817852751c8e36c43200524620b68152f35b34610b30575f600319360112610b3057602060405163ffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b34610b30576040600319360112610b305761277c61280e565b6001600160a01b0361278c612824565b91165f5260046020526001600160a01b0360405f2091165f5260205267ffffffffffffffff60405f205416801515806127d9575b156127d1575060205f604051908152f35b602090610e8e565b50805f5260036020526127ee60405f20612c36565b6127c0565b34610b30575f600319360112610b30578062093a8060209252f35b600435906001600160a01b0382168203610b3057565b602435906001600160a01b0382168203610b3057565b60061115610ab157565b6101e4359063ffffffff82168203610b3057565b359063ffffffff82168203610b3057565b6003196040910112610b30576004356001600160a01b0381168103610b30579060243567ffffffffffffffff81168103610b305790565b907fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0601f602080948051918291828752018686015e5f8582860101520116010190565b9181601f84011215610b305782359167ffffffffffffffff8311610b305760208381860195010111610b3057565b610140810190811067ffffffffffffffff82111761292e57604052565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b60c0810190811067ffffffffffffffff82111761292e57604052565b60a0810190811067ffffffffffffffff82111761292e57604052565b90601f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0910116810190811067ffffffffffffffff82111761292e57604052565b604051906129e18261295b565b5f60a0838281528260208201528260408201528260608201528260808201520152565b9190820180921161243657565b8181029291811591840414171561243657565b60405190612a3182612977565b5f6080838281528260208201528260408201528260608201520152565b67ffffffffffffffff811161292e5760051b60200190565b805f52600360205260405f2060ff600182015460e81c16612a868161283a565b600281036113ed575064ffffffffff612a9e82612e35565b16421015612ab257612aaf91613e63565b90565b612aaf91613a96565b9190820391821161243657565b8051821015612adc5760209160051b010190565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52603260045260245ffd5b9064ffffffffff8091169116019064ffffffffff821161243657565b9063ffffffff8091169116039063ffffffff821161243657565b5f52600360205260405f2060ff600182015460e81c16612b5e8161283a565b60018114612bb957600290612b728161283a565b03612bb25790612aaf82612ba5612bad945460a01c63ffffffff61219d612b98856130ce565b8260028701541690612b25565b938491614201565b612abb565b505f905f90565b50612bc390614201565b5f91565b6024356001600160a01b0381168103610b305790565b356001600160a01b0381168103610b305790565b356bffffffffffffffffffffffff81168103610b305790565b906cffffffffffffffffffffffffff809116911601906cffffffffffffffffffffffffff821161243657565b64ffffffffff90600181015490600260ff8360e81c16612c558161283a565b14612c975750612c91908263ffffffff7f0000000000000000000000000000000000000000000000000000000000000000169160a01c16612b09565b16421190565b612ca19150612e35565b1642101590565b600290612cb36129d4565b50015461ffff60405191612cc68361295b565b63ffffffff8160601c16835263ffffffff8160801c16602084015263ffffffff8160a01c16604084015264ffffffffff8160c01c16606084015260e81c1660808201525f60a082015290565b7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005c612d5e5760017f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005d565b7f3ee5aeb5000000000000000000000000000000000000000000000000000000005f5260045ffd5b9060ff600182015460e81c16612d9b8161283a565b600281036113ed57506001600160a01b03815416803303612e025750612dc664ffffffffff91612e35565b169081421015612dd4575050565b7fe86b2f87000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b827f11130b8b000000000000000000000000000000000000000000000000000000005f526004523360245260445260645ffd5b612aaf9063ffffffff612e60816002600185015494015460201c1664ffffffffff8460a01c16612b09565b9160c81c1690612b09565b7f0000000000000000000000000000000000000000000000000000000000000000906001600160a01b038216604051907f70a08231000000000000000000000000000000000000000000000000000000008252306004830152602082602481845afa918215610b25575f9261309a575b50604051937f23b872dd000000000000000000000000000000000000000000000000000000005f5233600452306024528360445260205f60648180855af19060015f511482161561307b575b50846040525f6060521561305057836024816020937f70a082310000000000000000000000000000000000000000000000000000000082523060048301525afa928315610b25575f9361301c575b508083111561301457612f889083612abb565b905b808203612fe65750506cffffffffffffffffffffffffff8111612faa5750565b7f7a75ce01000000000000000000000000000000000000000000000000000000005f526004526cffffffffffffffffffffffffff60245260445ffd5b7fa944c28e000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b505f90612f8a565b9092506020813d602011613048575b8161303860209383612993565b81010312610b305751915f612f75565b3d915061302b565b7f5274afe7000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b6001821516613091573b15153d1516165f612f27565b853d5f823e3d90fd5b9091506020813d6020116130c6575b816130b660209383612993565b81010312610b305751905f612edb565b3d91506130a9565b63ffffffff600267ffffffffffffffff6130e78461422a565b1692015460201c16908181115f1461310c5763ffffffff9161310891612abb565b1690565b50505f90565b61311a612a24565b50546040519061312982612977565b63ffffffff8160681c16825262ffffff8160881c16602083015262ffffff8160a01c16604083015262ffffff8160b81c16606083015260d01c608082015290565b939091936001600160a01b037f00000000000000000000000000000000000000000000000000000000000000001693843b15610b30575f9460e493869260ff604051998a9889977fd505accf0000000000000000000000000000000000000000000000000000000089523360048a01523060248a01526044890152606488015216608486015260a485015260c48401525af16132035750565b5f61320d91612993565b565b91929060049060246001600160a01b0361322882612bdd565b16330361395557610180830164ffffffffff613243826141da565b16421161390f57506bffffffffffffffffffffffff6132656101008501612bf1565b16156138e85763ffffffff861694851580156138cd575b80156138b2575b61385d57610160840162093a8063ffffffff61329e836141c9565b161161381c5750335f528360205260405f2084356001600160a01b0381168103610b3057806001600160a01b039150165f5260205260405f209267ffffffffffffffff8454168061379d575b5061330a6132f786612bdd565b6133046101a088016141ec565b90613fde565b61331385612bdd565b906001600160a01b03604051927f5785141200000000000000000000000000000000000000000000000000000000845216868301526133586024830160408801614124565b60408260e4815f6001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000165af1918215610b25575f905f93613743575b50906133b2936133ab9288614913565b83856145f2565b926002549667ffffffffffffffff88169767ffffffffffffffff89146137175767ffffffffffffffff60017fffffffffffffffffffffffffffffffffffffffffffffffff000000000000000098999a011696879116176002556040820193865f52600360205260405f20936001600160a01b0361342e82612bdd565b16916101008501927fffffffffffffffffffffffff000000000000000000000000000000000000000061346085612bf1565b60a01b1617956001600160a01b0361347787612bdd565b166101408701956bffffffff0000000000000000613494886141c9565b60401b1667ffffffff000000008c60201b16176fffffffff0000000000000000000000006134c18c6141c9565b60601b161773ffffffff000000000000000000000000000000006134e760608b016141c9565b60801b161777ffffffff000000000000000000000000000000000000000061351160808b016141c9565b60a01b16177cffffffffff00000000000000000000000000000000000000000000000061354060a08b016141da565b60c01b16179160c08901359161ffff83168303610b30578d9a855560c81b7cffffffff0000000000000000000000000000000000000000000000000016904260a01b17177d01000000000000000000000000000000000000000000000000000000000017600184015560e81b7effff00000000000000000000000000000000000000000000000000000000001617906002015567ffffffffffffffff861681547fffffffffffffffffffffffffffffffffffffffffffffffff00000000000000001617905561360e90612bdd565b9561361884612bdd565b938a61362384612bf1565b9461362d906141c9565b916101a00161363b906141ec565b9361364590612bf1565b6bffffffffffffffffffffffff169061365d91612a11565b93604051978861366c91614124565b6bffffffffffffffffffffffff1660c08801528a60e088015263ffffffff1661010087015263ffffffff1661012086015267ffffffffffffffff166101408501526101608401526001600160a01b0316926001600160a01b0316916101807fd0fa6e42a079f250959b3874476188048c46e034fd476216889f230be3dd246391a491610104356bffffffffffffffffffffffff811691828203610b305761320d92610a279250612a11565b6011837f4e487b71000000000000000000000000000000000000000000000000000000005f525260245ffd5b919250506040813d604011613795575b8161376060409383612993565b81010312610b3057602061377382613997565b910151916bffffffffffffffffffffffff83168303610b3057906133b261339b565b3d9150613753565b805f52600360205260405f206137b281612c36565b156137f157600260ff600183015460e81c166137cd8161283a565b036137e3576137db91613a96565b505b5f6132ea565b6137ec91613d8a565b6137dd565b50857f873cedbb000000000000000000000000000000000000000000000000000000005f525260245ffd5b63ffffffff61382b86926141c9565b7f78239f76000000000000000000000000000000000000000000000000000000005f5216905262093a8060245260445ffd5b63ffffffff84818861387261012084016141c9565b9061388061014085016141c9565b937fa2323501000000000000000000000000000000000000000000000000000000005f5252166024521660445260645ffd5b5063ffffffff6138c561014086016141c9565b168611613283565b5063ffffffff6138e061012086016141c9565b16861061327c565b827fefcd3183000000000000000000000000000000000000000000000000000000005f525ffd5b64ffffffffff61391f85926141da565b7f7c8c7b35000000000000000000000000000000000000000000000000000000005f5216905264ffffffffff421660245260445ffd5b826139676001600160a01b0392612bdd565b907fdc9666c4000000000000000000000000000000000000000000000000000000005f523390521660245260445ffd5b51906001600160a01b0382168203610b3057565b6001600160a01b03168033149081156139c2575090565b9050604051907f636f35d300000000000000000000000000000000000000000000000000000000825260048201526020816024816001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000165afa8015610b25575f90613a3f575b6001600160a01b03915016331490565b506020813d602011613a77575b81613a5960209383612993565b81010312610b3057613a726001600160a01b0391613997565b613a2f565b3d9150613a4c565b63ffffffff1663ffffffff81146124365760010190565b9190613aa18161422a565b613aab8285613e63565b9360018301917d0300000000000000000000000000000000000000000000000000000000007fffff00ffffffffffffffffffffffffffffffffffffffffffffffffffffffffff8454161783555f906001600160a01b038554165f52600460205260405f206001600160a01b0380865416165f5260205260405f207fffffffffffffffffffffffffffffffffffffffffffffffff000000000000000081541690556001600160a01b037f000000000000000000000000000000000000000000000000000000000000000016906001600160a01b03855416613b8a87612ca8565b833b15610b305760e45f9283613c459660405197889586947f9e7bbd87000000000000000000000000000000000000000000000000000000008652600486015260248501907fffffffffffffffffffffffff000000000000000000000000000000000000000060a0809263ffffffff815116855263ffffffff602082015116602086015263ffffffff604082015116604086015264ffffffffff606082015116606086015261ffff6080820151166080860152015116910152565b5af1918215610b25577f1fc8de1565a08c75dd20bf72819c028985d82d53bb1dd0fbda0c24cee815052f93604093613d78575b839150613c858389614421565b6001600160a01b038854168152600560205281812063ffffffff815460681c169063ffffffff8203613d65575b50506001600160a01b03875416815260066020522063ffffffff815460681c169063ffffffff8203613d11575b505067ffffffffffffffff613d026001600160a01b0380895416975416976145d8565b918351928352166020820152a4565b613d1d613d5e92613a7f565b7fffffffffffffffffffffffffffffff00000000ffffffffffffffffffffffffff70ffffffff0000000000000000000000000083549260681b169116179055565b5f80613cdf565b613d1d613d7192613a7f565b5f80613cb2565b505f613d8391612993565b815f613c78565b90613d9481614201565b91613d9e82614283565b6001600160a01b038254165f52600560205260405f206cffffffffffffffffffffffffff613dd181861682845416612c0a565b167fffffffffffffffffffffffffffffffffffffff000000000000000000000000008254161790556001600160a01b036001818454169301541692604051905f8252600660011015610ab1578160c091600160207fb6d5dddfd00f9e347778d9473f13945a868806b8c53341980aed5aadf1b39ead9501525f60408301525f606083015260808201525f60a0820152a4565b919091613e6f836130ce565b92805460a01c6002820190613e9182549163ffffffff61219d8185168a612b25565b958615613fd45763ffffffff7fffffffffffffffffffffffffffffffffffffffffffffffffffffffff00000000911691161790556001600160a01b036001820154165f52600660205260405f206cffffffffffffffffffffffffff613efb81871682845416612c0a565b167fffffffffffffffffffffffffffffffffffffff0000000000000000000000000082541617905560025477ffffffffffffffffffffffffffffffffffffffffffffffff85168160401c0177ffffffffffffffffffffffffffffffffffffffffffffffff8111612436577f85cfa59b37ef08d44800b8e9a0e42a4f61d204f2874d003adf5bc10c1c39b0629260409267ffffffffffffffff7fffffffffffffffffffffffffffffffffffffffffffffffff0000000000000000613fc694861b169116176002556145d8565b8151908682526020820152a2565b505f955050505050565b9067ffffffffffffffff8116906001600160a01b03600160ff66ffffffffffffff8460081c1693161b9316805f52600760205260405f20825f5260205260405f2054928484161580159061404b575b61171557505f52600760205260405f20905f526020521760405f2055565b50815f52600860205267ffffffffffffffff60405f205416811061402d565b905f8091602081519101845af48080614111575b1561409e5750506040513d81523d5f602083013e60203d82010160405290565b156140d8576001600160a01b03907f9996b315000000000000000000000000000000000000000000000000000000005f521660045260245ffd5b3d156140e9576040513d5f823e3d90fd5b7fd6bda275000000000000000000000000000000000000000000000000000000005f5260045ffd5b503d15158061407e5750813b151561407e565b63ffffffff61413282612858565b16825263ffffffff61414660208301612858565b16602083015263ffffffff61415d60408301612858565b166040830152606081013564ffffffffff8116809103610b3057606083015260808101359061ffff8216809203610b305760a09160808401520135907fffffffffffffffffffffffff00000000000000000000000000000000000000008216809203610b305760a00152565b3563ffffffff81168103610b305790565b3564ffffffffff81168103610b305790565b3567ffffffffffffffff81168103610b305790565b612aaf9063ffffffff61219d825460a01c9282600281600184015460c81c169201541690612b25565b67ffffffffffffffff9061426f64ffffffffff614264600163ffffffff600286015460201c169401549363ffffffff8560c81c1690612a04565b9260a01c1642612abb565b908082101561427d57501690565b90501690565b60018101907d0400000000000000000000000000000000000000000000000000000000007fffff00ffffffffffffffffffffffffffffffffffffffffffffffffffffffffff8354161782556001600160a01b038154165f52600460205260405f206001600160a01b0380845416165f5260205260405f207fffffffffffffffffffffffffffffffffffffffffffffffff000000000000000081541690556143576001600160a01b03807f00000000000000000000000000000000000000000000000000000000000000001693541691612ca8565b823b15610b305760e45f92836144129560405196879586947f9e7bbd87000000000000000000000000000000000000000000000000000000008652600486015260248501907fffffffffffffffffffffffff000000000000000000000000000000000000000060a0809263ffffffff815116855263ffffffff602082015116602086015263ffffffff604082015116604086015264ffffffffff606082015116606086015261ffff6080820151166080860152015116910152565b5af18015610b25576132035750565b906001600160a01b03600161320d93828154165f52600560205261449a60405f2061445086825460d01c6148d3565b79ffffffffffffffffffffffffffffffffffffffffffffffffffff7fffffffffffff000000000000000000000000000000000000000000000000000083549260d01b169116179055565b0154165f52600660205261445060405f2091825460d01c6148d3565b9190602435926001600160a01b03841693848103610b30576101c43567ffffffffffffffff81168103610b30576144ed9082613fde565b50604051937f578514120000000000000000000000000000000000000000000000000000000085526004850152614528602485016064614124565b60408460e4815f6001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000165af18015610b25575f945f91614579575b509061320d9291946024614913565b92919450506040823d6040116145d0575b8161459760409383612993565b81010312610b305760206145aa83613997565b920151936bffffffffffffffffffffffff85168503610b305761320d929490919261456a565b3d915061458a565b612aaf9063ffffffff6002825460a01c9201541690612a11565b909161016082019263ffffffff614608856141c9565b1615908115614716575b5061470f576bffffffffffffffffffffffff16908115614704576001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000169081156146fc576001600160a01b0360246146746020809401612bdd565b60405194859384927f426233600000000000000000000000000000000000000000000000000000000084521660048301525afa908115610b25575f916146ca575b5010156146c157505f90565b612aaf906141c9565b90506020813d6020116146f4575b816146e560209383612993565b81010312610b3057515f6146b5565b3d91506146d8565b505050505f90565b5050612aaf906141c9565b5050505f90565b60ff91505460401c165f614612565b62ffffff1662ffffff81146124365760010190565b9190156147a65750805462ffffff8160881c1662ffffff810361475c57505050565b73ffffff000000000000000000000000000000000061479b7fffffffffffffffffffffffff000000ffffffffffffffffffffffffffffffffff92614725565b60881b169116179055565b1561481257805462ffffff8160a01c1662ffffff81036147c557505050565b76ffffff00000000000000000000000000000000000000006148077fffffffffffffffffff000000ffffffffffffffffffffffffffffffffffffffff92614725565b60a01b169116179055565b805462ffffff8160b81c1662ffffff810361482c57505050565b79ffffff00000000000000000000000000000000000000000000006148717fffffffffffff000000ffffffffffffffffffffffffffffffffffffffffffffff92614725565b60b81b169116179055565b60ff811690601f82116148ab5760405191614898604084612993565b6020808452838101919036833783525290565b7fb3512b0c000000000000000000000000000000000000000000000000000000005f5260045ffd5b65ffffffffffff67ffffffffffffffff6148ef93169116612a04565b65ffffffffffff811115614908575065ffffffffffff90565b65ffffffffffff1690565b9391909260405160208101907fd490767dfd66c3d475ecb570521545f79e2e817852751c8e36c43200524620b6825260408101604088019061495491614124565b60e0815261496461010082612993565b51902061497086612bdd565b9061497d60208801612bdd565b9061498b6101008901612bf1565b6149986101208a016141c9565b6149a56101408b016141c9565b6149b26101608c016141c9565b916149c06101808d016141da565b936149ce6101a08e016141ec565b956040519760208901997f085d57ebe69d97f2ce3e03d711224a78c3dd526d21ac41d1dadec93af4f9d3988b526001600160a01b031660408a01526001600160a01b0316606089015260808801526bffffffffffffffffffffffff1660a087015263ffffffff1660c086015263ffffffff1660e085015263ffffffff1661010084015264ffffffffff1661012083015267ffffffffffffffff166101408201526101408152614a7f61016082612993565b519020614a8a614bdb565b90604051917f19010000000000000000000000000000000000000000000000000000000000008352600283015260228201526042902091614acc828285614cf7565b506004819792971015610ab1571580614b9b575b614b9257828285833b15159384614b7f575b50505050614b7757614b0386612bdd565b3b15159283614b5c575b505050614b5757506001600160a01b03614b278193612bdd565b7f972d8574000000000000000000000000000000000000000000000000000000005f52166004521660245260445ffd5b915050565b614b6f9350614b6a87612bdd565b614d2b565b5f8080614b0d565b505050915050565b614b899450614d2b565b8282855f614af2565b50505050915050565b506001600160a01b0386166001600160a01b0382168114908115614bc0575b50614ae0565b90506001600160a01b03614bd389612bdd565b16145f614bba565b6001600160a01b037f000000000000000000000000000000000000000000000000000000000000000016301480614cce575b15614c36577f000000000000000000000000000000000000000000000000000000000000000090565b60405160208101907f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f82527f000000000000000000000000000000000000000000000000000000000000000060408201527f000000000000000000000000000000000000000000000000000000000000000060608201524660808201523060a082015260a08152614cc860c082612993565b51902090565b507f00000000000000000000000000000000000000000000000000000000000000004614614c0d565b9060418303614d2157614d1a9250602081013591604082359201355f1a90614dce565b9192909190565b50505f9160029190565b9060647fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0601f866020975f97604051967f1626ba7e0000000000000000000000000000000000000000000000000000000088526004880152604060248801528160448801528587013786848287010152011601915afa7f1626ba7e000000000000000000000000000000000000000000000000000000005f5114601f3d11161690565b91907f7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a08411614e45579160209360809260ff5f9560405194855216868401526040830152606082015282805260015afa15610b25575f516001600160a01b03811615614e3b57905f905f90565b505f906001905f90565b5050505f916003919056",
}

// Market is an auto generated Go binding around an Ethereum contract.
type Market struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *Market) GetABI() abi.ABI {
	return c.abi
}

// NewMarket creates a new instance of Market.
func NewMarket() *Market {
	parsed, err := MarketMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &Market{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *Market) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackConstructor is the Go binding used to pack the parameters required for
// contract deployment.
//
// Solidity: constructor(address token_, address registry_, address staking_, uint32 activationWindow_) returns()
func (market *Market) PackConstructor(token_ common.Address, registry_ common.Address, staking_ common.Address, activationWindow_ uint32) []byte {
	enc, err := market.abi.Pack("", token_, registry_, staking_, activationWindow_)
	if err != nil {
		panic(err)
	}
	return enc
}

// PackQUOTETYPEHASH is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf7581615.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function QUOTE_TYPEHASH() view returns(bytes32)
func (market *Market) PackQUOTETYPEHASH() []byte {
	enc, err := market.abi.Pack("QUOTE_TYPEHASH")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackQUOTETYPEHASH is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf7581615.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function QUOTE_TYPEHASH() view returns(bytes32)
func (market *Market) TryPackQUOTETYPEHASH() ([]byte, error) {
	return market.abi.Pack("QUOTE_TYPEHASH")
}

// UnpackQUOTETYPEHASH is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xf7581615.
//
// Solidity: function QUOTE_TYPEHASH() view returns(bytes32)
func (market *Market) UnpackQUOTETYPEHASH(data []byte) ([32]byte, error) {
	out, err := market.abi.Unpack("QUOTE_TYPEHASH", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackRESOURCESTYPEHASH is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x206ebeb6.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function RESOURCES_TYPEHASH() view returns(bytes32)
func (market *Market) PackRESOURCESTYPEHASH() []byte {
	enc, err := market.abi.Pack("RESOURCES_TYPEHASH")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRESOURCESTYPEHASH is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x206ebeb6.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function RESOURCES_TYPEHASH() view returns(bytes32)
func (market *Market) TryPackRESOURCESTYPEHASH() ([]byte, error) {
	return market.abi.Pack("RESOURCES_TYPEHASH")
}

// UnpackRESOURCESTYPEHASH is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x206ebeb6.
//
// Solidity: function RESOURCES_TYPEHASH() view returns(bytes32)
func (market *Market) UnpackRESOURCESTYPEHASH(data []byte) ([32]byte, error) {
	out, err := market.abi.Unpack("RESOURCES_TYPEHASH", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackActivate is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb260c42a.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function activate(uint256 id) returns()
func (market *Market) PackActivate(id *big.Int) []byte {
	enc, err := market.abi.Pack("activate", id)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackActivate is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb260c42a.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function activate(uint256 id) returns()
func (market *Market) TryPackActivate(id *big.Int) ([]byte, error) {
	return market.abi.Pack("activate", id)
}

// PackActivationWindow is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x204fc817.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function activationWindow() view returns(uint32)
func (market *Market) PackActivationWindow() []byte {
	enc, err := market.abi.Pack("activationWindow")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackActivationWindow is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x204fc817.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function activationWindow() view returns(uint32)
func (market *Market) TryPackActivationWindow() ([]byte, error) {
	return market.abi.Pack("activationWindow")
}

// UnpackActivationWindow is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x204fc817.
//
// Solidity: function activationWindow() view returns(uint32)
func (market *Market) UnpackActivationWindow(data []byte) (uint32, error) {
	out, err := market.abi.Unpack("activationWindow", data)
	if err != nil {
		return *new(uint32), err
	}
	out0 := *abi.ConvertType(out[0], new(uint32)).(*uint32)
	return out0, nil
}

// PackCancel is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x774291c2.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function cancel(uint256 id, uint8 reason) returns()
func (market *Market) PackCancel(id *big.Int, reason uint8) []byte {
	enc, err := market.abi.Pack("cancel", id, reason)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackCancel is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x774291c2.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function cancel(uint256 id, uint8 reason) returns()
func (market *Market) TryPackCancel(id *big.Int, reason uint8) ([]byte, error) {
	return market.abi.Pack("cancel", id, reason)
}

// PackCreateOrder is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xec49596a.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function createOrder((address,address,(uint32,uint32,uint32,uint40,uint16,bytes12),uint96,uint32,uint32,uint32,uint40,uint64) quote, bytes signature, uint32 duration) returns(uint256 id)
func (market *Market) PackCreateOrder(quote IMarketQuote, signature []byte, duration uint32) []byte {
	enc, err := market.abi.Pack("createOrder", quote, signature, duration)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackCreateOrder is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xec49596a.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function createOrder((address,address,(uint32,uint32,uint32,uint40,uint16,bytes12),uint96,uint32,uint32,uint32,uint40,uint64) quote, bytes signature, uint32 duration) returns(uint256 id)
func (market *Market) TryPackCreateOrder(quote IMarketQuote, signature []byte, duration uint32) ([]byte, error) {
	return market.abi.Pack("createOrder", quote, signature, duration)
}

// UnpackCreateOrder is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xec49596a.
//
// Solidity: function createOrder((address,address,(uint32,uint32,uint32,uint40,uint16,bytes12),uint96,uint32,uint32,uint32,uint40,uint64) quote, bytes signature, uint32 duration) returns(uint256 id)
func (market *Market) UnpackCreateOrder(data []byte) (*big.Int, error) {
	out, err := market.abi.Unpack("createOrder", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackCreateOrderWithPermit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x692737b1.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function createOrderWithPermit((address,address,(uint32,uint32,uint32,uint40,uint16,bytes12),uint96,uint32,uint32,uint32,uint40,uint64) quote, bytes signature, uint32 duration, uint256 permitValue, uint256 permitDeadline, uint8 v, bytes32 r, bytes32 s) returns(uint256 id)
func (market *Market) PackCreateOrderWithPermit(quote IMarketQuote, signature []byte, duration uint32, permitValue *big.Int, permitDeadline *big.Int, v uint8, r [32]byte, s [32]byte) []byte {
	enc, err := market.abi.Pack("createOrderWithPermit", quote, signature, duration, permitValue, permitDeadline, v, r, s)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackCreateOrderWithPermit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x692737b1.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function createOrderWithPermit((address,address,(uint32,uint32,uint32,uint40,uint16,bytes12),uint96,uint32,uint32,uint32,uint40,uint64) quote, bytes signature, uint32 duration, uint256 permitValue, uint256 permitDeadline, uint8 v, bytes32 r, bytes32 s) returns(uint256 id)
func (market *Market) TryPackCreateOrderWithPermit(quote IMarketQuote, signature []byte, duration uint32, permitValue *big.Int, permitDeadline *big.Int, v uint8, r [32]byte, s [32]byte) ([]byte, error) {
	return market.abi.Pack("createOrderWithPermit", quote, signature, duration, permitValue, permitDeadline, v, r, s)
}

// UnpackCreateOrderWithPermit is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x692737b1.
//
// Solidity: function createOrderWithPermit((address,address,(uint32,uint32,uint32,uint40,uint16,bytes12),uint96,uint32,uint32,uint32,uint40,uint64) quote, bytes signature, uint32 duration, uint256 permitValue, uint256 permitDeadline, uint8 v, bytes32 r, bytes32 s) returns(uint256 id)
func (market *Market) UnpackCreateOrderWithPermit(data []byte) (*big.Int, error) {
	out, err := market.abi.Unpack("createOrderWithPermit", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackEarned is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x4d6ed8c4.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function earned(uint256 id) view returns(uint256)
func (market *Market) PackEarned(id *big.Int) []byte {
	enc, err := market.abi.Pack("earned", id)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackEarned is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x4d6ed8c4.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function earned(uint256 id) view returns(uint256)
func (market *Market) TryPackEarned(id *big.Int) ([]byte, error) {
	return market.abi.Pack("earned", id)
}

// UnpackEarned is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x4d6ed8c4.
//
// Solidity: function earned(uint256 id) view returns(uint256)
func (market *Market) UnpackEarned(data []byte) (*big.Int, error) {
	out, err := market.abi.Unpack("earned", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackEip712Domain is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x84b0196e.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function eip712Domain() view returns(bytes1 fields, string name, string version, uint256 chainId, address verifyingContract, bytes32 salt, uint256[] extensions)
func (market *Market) PackEip712Domain() []byte {
	enc, err := market.abi.Pack("eip712Domain")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackEip712Domain is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x84b0196e.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function eip712Domain() view returns(bytes1 fields, string name, string version, uint256 chainId, address verifyingContract, bytes32 salt, uint256[] extensions)
func (market *Market) TryPackEip712Domain() ([]byte, error) {
	return market.abi.Pack("eip712Domain")
}

// Eip712DomainOutput serves as a container for the return parameters of contract
// method Eip712Domain.
type Eip712DomainOutput struct {
	Fields            [1]byte
	Name              string
	Version           string
	ChainId           *big.Int
	VerifyingContract common.Address
	Salt              [32]byte
	Extensions        []*big.Int
}

// UnpackEip712Domain is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x84b0196e.
//
// Solidity: function eip712Domain() view returns(bytes1 fields, string name, string version, uint256 chainId, address verifyingContract, bytes32 salt, uint256[] extensions)
func (market *Market) UnpackEip712Domain(data []byte) (Eip712DomainOutput, error) {
	out, err := market.abi.Unpack("eip712Domain", data)
	outstruct := new(Eip712DomainOutput)
	if err != nil {
		return *outstruct, err
	}
	outstruct.Fields = *abi.ConvertType(out[0], new([1]byte)).(*[1]byte)
	outstruct.Name = *abi.ConvertType(out[1], new(string)).(*string)
	outstruct.Version = *abi.ConvertType(out[2], new(string)).(*string)
	outstruct.ChainId = abi.ConvertType(out[3], new(big.Int)).(*big.Int)
	outstruct.VerifyingContract = *abi.ConvertType(out[4], new(common.Address)).(*common.Address)
	outstruct.Salt = *abi.ConvertType(out[5], new([32]byte)).(*[32]byte)
	outstruct.Extensions = *abi.ConvertType(out[6], new([]*big.Int)).(*[]*big.Int)
	return *outstruct, nil
}

// PackExpire is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xbf81bf43.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function expire(uint256 id) returns()
func (market *Market) PackExpire(id *big.Int) []byte {
	enc, err := market.abi.Pack("expire", id)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackExpire is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xbf81bf43.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function expire(uint256 id) returns()
func (market *Market) TryPackExpire(id *big.Int) ([]byte, error) {
	return market.abi.Pack("expire", id)
}

// PackExtend is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x398226cb.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function extend(uint256 id, uint32 addedSeconds) returns()
func (market *Market) PackExtend(id *big.Int, addedSeconds uint32) []byte {
	enc, err := market.abi.Pack("extend", id, addedSeconds)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackExtend is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x398226cb.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function extend(uint256 id, uint32 addedSeconds) returns()
func (market *Market) TryPackExtend(id *big.Int, addedSeconds uint32) ([]byte, error) {
	return market.abi.Pack("extend", id, addedSeconds)
}

// PackFirstOrder is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x5d2d667e.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function firstOrder(address user, address node) view returns(bool)
func (market *Market) PackFirstOrder(user common.Address, node common.Address) []byte {
	enc, err := market.abi.Pack("firstOrder", user, node)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackFirstOrder is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x5d2d667e.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function firstOrder(address user, address node) view returns(bool)
func (market *Market) TryPackFirstOrder(user common.Address, node common.Address) ([]byte, error) {
	return market.abi.Pack("firstOrder", user, node)
}

// UnpackFirstOrder is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x5d2d667e.
//
// Solidity: function firstOrder(address user, address node) view returns(bool)
func (market *Market) UnpackFirstOrder(data []byte) (bool, error) {
	out, err := market.abi.Unpack("firstOrder", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackHashQuote is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xbd51f3df.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function hashQuote((address,address,(uint32,uint32,uint32,uint40,uint16,bytes12),uint96,uint32,uint32,uint32,uint40,uint64) quote) view returns(bytes32)
func (market *Market) PackHashQuote(quote IMarketQuote) []byte {
	enc, err := market.abi.Pack("hashQuote", quote)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackHashQuote is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xbd51f3df.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function hashQuote((address,address,(uint32,uint32,uint32,uint40,uint16,bytes12),uint96,uint32,uint32,uint32,uint40,uint64) quote) view returns(bytes32)
func (market *Market) TryPackHashQuote(quote IMarketQuote) ([]byte, error) {
	return market.abi.Pack("hashQuote", quote)
}

// UnpackHashQuote is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xbd51f3df.
//
// Solidity: function hashQuote((address,address,(uint32,uint32,uint32,uint40,uint16,bytes12),uint96,uint32,uint32,uint32,uint40,uint64) quote) view returns(bytes32)
func (market *Market) UnpackHashQuote(data []byte) ([32]byte, error) {
	out, err := market.abi.Unpack("hashQuote", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackLiveOrder is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x12ed3888.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function liveOrder(address user, address node) view returns(uint256 id)
func (market *Market) PackLiveOrder(user common.Address, node common.Address) []byte {
	enc, err := market.abi.Pack("liveOrder", user, node)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackLiveOrder is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x12ed3888.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function liveOrder(address user, address node) view returns(uint256 id)
func (market *Market) TryPackLiveOrder(user common.Address, node common.Address) ([]byte, error) {
	return market.abi.Pack("liveOrder", user, node)
}

// UnpackLiveOrder is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x12ed3888.
//
// Solidity: function liveOrder(address user, address node) view returns(uint256 id)
func (market *Market) UnpackLiveOrder(data []byte) (*big.Int, error) {
	out, err := market.abi.Unpack("liveOrder", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackMulticall is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xac9650d8.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function multicall(bytes[] data) returns(bytes[] results)
func (market *Market) PackMulticall(data [][]byte) []byte {
	enc, err := market.abi.Pack("multicall", data)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackMulticall is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xac9650d8.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function multicall(bytes[] data) returns(bytes[] results)
func (market *Market) TryPackMulticall(data [][]byte) ([]byte, error) {
	return market.abi.Pack("multicall", data)
}

// UnpackMulticall is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xac9650d8.
//
// Solidity: function multicall(bytes[] data) returns(bytes[] results)
func (market *Market) UnpackMulticall(data []byte) ([][]byte, error) {
	out, err := market.abi.Unpack("multicall", data)
	if err != nil {
		return *new([][]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([][]byte)).(*[][]byte)
	return out0, nil
}

// PackOrder is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x21603f43.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function order(uint256 id) view returns((address,address,uint96,(uint32,uint32,uint32,uint40,uint16,bytes12),uint40,uint32,uint32,uint32,uint32,uint8))
func (market *Market) PackOrder(id *big.Int) []byte {
	enc, err := market.abi.Pack("order", id)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackOrder is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x21603f43.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function order(uint256 id) view returns((address,address,uint96,(uint32,uint32,uint32,uint40,uint16,bytes12),uint40,uint32,uint32,uint32,uint32,uint8))
func (market *Market) TryPackOrder(id *big.Int) ([]byte, error) {
	return market.abi.Pack("order", id)
}

// UnpackOrder is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x21603f43.
//
// Solidity: function order(uint256 id) view returns((address,address,uint96,(uint32,uint32,uint32,uint40,uint16,bytes12),uint40,uint32,uint32,uint32,uint32,uint8))
func (market *Market) UnpackOrder(data []byte) (IMarketOrder, error) {
	out, err := market.abi.Unpack("order", data)
	if err != nil {
		return *new(IMarketOrder), err
	}
	out0 := *abi.ConvertType(out[0], new(IMarketOrder)).(*IMarketOrder)
	return out0, nil
}

// PackOrderCount is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x2453ffa8.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function orderCount() view returns(uint256)
func (market *Market) PackOrderCount() []byte {
	enc, err := market.abi.Pack("orderCount")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackOrderCount is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x2453ffa8.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function orderCount() view returns(uint256)
func (market *Market) TryPackOrderCount() ([]byte, error) {
	return market.abi.Pack("orderCount")
}

// UnpackOrderCount is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x2453ffa8.
//
// Solidity: function orderCount() view returns(uint256)
func (market *Market) UnpackOrderCount(data []byte) (*big.Int, error) {
	out, err := market.abi.Unpack("orderCount", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackOwed is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xdf18e047.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function owed(address account) view returns(uint256)
func (market *Market) PackOwed(account common.Address) []byte {
	enc, err := market.abi.Pack("owed", account)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackOwed is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xdf18e047.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function owed(address account) view returns(uint256)
func (market *Market) TryPackOwed(account common.Address) ([]byte, error) {
	return market.abi.Pack("owed", account)
}

// UnpackOwed is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xdf18e047.
//
// Solidity: function owed(address account) view returns(uint256)
func (market *Market) UnpackOwed(data []byte) (*big.Int, error) {
	out, err := market.abi.Unpack("owed", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackProbationLimit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x08cfe5c3.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function probationLimit() view returns(uint32)
func (market *Market) PackProbationLimit() []byte {
	enc, err := market.abi.Pack("probationLimit")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackProbationLimit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x08cfe5c3.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function probationLimit() view returns(uint32)
func (market *Market) TryPackProbationLimit() ([]byte, error) {
	return market.abi.Pack("probationLimit")
}

// UnpackProbationLimit is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x08cfe5c3.
//
// Solidity: function probationLimit() view returns(uint32)
func (market *Market) UnpackProbationLimit(data []byte) (uint32, error) {
	out, err := market.abi.Unpack("probationLimit", data)
	if err != nil {
		return *new(uint32), err
	}
	out0 := *abi.ConvertType(out[0], new(uint32)).(*uint32)
	return out0, nil
}

// PackQuoteFloor is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x42e67a19.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function quoteFloor(address node) view returns(uint64 nonce)
func (market *Market) PackQuoteFloor(node common.Address) []byte {
	enc, err := market.abi.Pack("quoteFloor", node)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackQuoteFloor is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x42e67a19.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function quoteFloor(address node) view returns(uint64 nonce)
func (market *Market) TryPackQuoteFloor(node common.Address) ([]byte, error) {
	return market.abi.Pack("quoteFloor", node)
}

// UnpackQuoteFloor is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x42e67a19.
//
// Solidity: function quoteFloor(address node) view returns(uint64 nonce)
func (market *Market) UnpackQuoteFloor(data []byte) (uint64, error) {
	out, err := market.abi.Unpack("quoteFloor", data)
	if err != nil {
		return *new(uint64), err
	}
	out0 := *abi.ConvertType(out[0], new(uint64)).(*uint64)
	return out0, nil
}

// PackQuoteUsed is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x4b400228.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function quoteUsed(address node, uint64 nonce) view returns(bool)
func (market *Market) PackQuoteUsed(node common.Address, nonce uint64) []byte {
	enc, err := market.abi.Pack("quoteUsed", node, nonce)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackQuoteUsed is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x4b400228.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function quoteUsed(address node, uint64 nonce) view returns(bool)
func (market *Market) TryPackQuoteUsed(node common.Address, nonce uint64) ([]byte, error) {
	return market.abi.Pack("quoteUsed", node, nonce)
}

// UnpackQuoteUsed is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x4b400228.
//
// Solidity: function quoteUsed(address node, uint64 nonce) view returns(bool)
func (market *Market) UnpackQuoteUsed(data []byte) (bool, error) {
	out, err := market.abi.Unpack("quoteUsed", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackRecordOfNode is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe5d60bb0.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function recordOfNode(address account) view returns((uint32,uint32,uint32,uint32,uint64))
func (market *Market) PackRecordOfNode(account common.Address) []byte {
	enc, err := market.abi.Pack("recordOfNode", account)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRecordOfNode is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe5d60bb0.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function recordOfNode(address account) view returns((uint32,uint32,uint32,uint32,uint64))
func (market *Market) TryPackRecordOfNode(account common.Address) ([]byte, error) {
	return market.abi.Pack("recordOfNode", account)
}

// UnpackRecordOfNode is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xe5d60bb0.
//
// Solidity: function recordOfNode(address account) view returns((uint32,uint32,uint32,uint32,uint64))
func (market *Market) UnpackRecordOfNode(data []byte) (IMarketRecord, error) {
	out, err := market.abi.Unpack("recordOfNode", data)
	if err != nil {
		return *new(IMarketRecord), err
	}
	out0 := *abi.ConvertType(out[0], new(IMarketRecord)).(*IMarketRecord)
	return out0, nil
}

// PackRecordOfUser is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x538980e8.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function recordOfUser(address account) view returns((uint32,uint32,uint32,uint32,uint64))
func (market *Market) PackRecordOfUser(account common.Address) []byte {
	enc, err := market.abi.Pack("recordOfUser", account)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRecordOfUser is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x538980e8.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function recordOfUser(address account) view returns((uint32,uint32,uint32,uint32,uint64))
func (market *Market) TryPackRecordOfUser(account common.Address) ([]byte, error) {
	return market.abi.Pack("recordOfUser", account)
}

// UnpackRecordOfUser is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x538980e8.
//
// Solidity: function recordOfUser(address account) view returns((uint32,uint32,uint32,uint32,uint64))
func (market *Market) UnpackRecordOfUser(data []byte) (IMarketRecord, error) {
	out, err := market.abi.Unpack("recordOfUser", data)
	if err != nil {
		return *new(IMarketRecord), err
	}
	out0 := *abi.ConvertType(out[0], new(IMarketRecord)).(*IMarketRecord)
	return out0, nil
}

// PackRegistry is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x7b103999.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function registry() view returns(address)
func (market *Market) PackRegistry() []byte {
	enc, err := market.abi.Pack("registry")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRegistry is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x7b103999.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function registry() view returns(address)
func (market *Market) TryPackRegistry() ([]byte, error) {
	return market.abi.Pack("registry")
}

// UnpackRegistry is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x7b103999.
//
// Solidity: function registry() view returns(address)
func (market *Market) UnpackRegistry(data []byte) (common.Address, error) {
	out, err := market.abi.Unpack("registry", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackReplaceOrder is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf0c3dfb6.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function replaceOrder(uint256 id, (address,address,(uint32,uint32,uint32,uint40,uint16,bytes12),uint96,uint32,uint32,uint32,uint40,uint64) quote, bytes signature, uint32 duration) returns(uint256 newId)
func (market *Market) PackReplaceOrder(id *big.Int, quote IMarketQuote, signature []byte, duration uint32) []byte {
	enc, err := market.abi.Pack("replaceOrder", id, quote, signature, duration)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackReplaceOrder is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf0c3dfb6.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function replaceOrder(uint256 id, (address,address,(uint32,uint32,uint32,uint40,uint16,bytes12),uint96,uint32,uint32,uint32,uint40,uint64) quote, bytes signature, uint32 duration) returns(uint256 newId)
func (market *Market) TryPackReplaceOrder(id *big.Int, quote IMarketQuote, signature []byte, duration uint32) ([]byte, error) {
	return market.abi.Pack("replaceOrder", id, quote, signature, duration)
}

// UnpackReplaceOrder is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xf0c3dfb6.
//
// Solidity: function replaceOrder(uint256 id, (address,address,(uint32,uint32,uint32,uint40,uint16,bytes12),uint96,uint32,uint32,uint32,uint40,uint64) quote, bytes signature, uint32 duration) returns(uint256 newId)
func (market *Market) UnpackReplaceOrder(data []byte) (*big.Int, error) {
	out, err := market.abi.Unpack("replaceOrder", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackSelfPermit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x9576faf2.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function selfPermit(uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s) returns()
func (market *Market) PackSelfPermit(value *big.Int, deadline *big.Int, v uint8, r [32]byte, s [32]byte) []byte {
	enc, err := market.abi.Pack("selfPermit", value, deadline, v, r, s)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSelfPermit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x9576faf2.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function selfPermit(uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s) returns()
func (market *Market) TryPackSelfPermit(value *big.Int, deadline *big.Int, v uint8, r [32]byte, s [32]byte) ([]byte, error) {
	return market.abi.Pack("selfPermit", value, deadline, v, r, s)
}

// PackSettle is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8df82800.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function settle(uint256 id) returns(uint256 earned_)
func (market *Market) PackSettle(id *big.Int) []byte {
	enc, err := market.abi.Pack("settle", id)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSettle is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8df82800.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function settle(uint256 id) returns(uint256 earned_)
func (market *Market) TryPackSettle(id *big.Int) ([]byte, error) {
	return market.abi.Pack("settle", id)
}

// UnpackSettle is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x8df82800.
//
// Solidity: function settle(uint256 id) returns(uint256 earned_)
func (market *Market) UnpackSettle(data []byte) (*big.Int, error) {
	out, err := market.abi.Unpack("settle", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackSplit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xdbceb005.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function split(uint256 id) view returns(uint256 toNode, uint256 toUser)
func (market *Market) PackSplit(id *big.Int) []byte {
	enc, err := market.abi.Pack("split", id)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSplit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xdbceb005.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function split(uint256 id) view returns(uint256 toNode, uint256 toUser)
func (market *Market) TryPackSplit(id *big.Int) ([]byte, error) {
	return market.abi.Pack("split", id)
}

// SplitOutput serves as a container for the return parameters of contract
// method Split.
type SplitOutput struct {
	ToNode *big.Int
	ToUser *big.Int
}

// UnpackSplit is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xdbceb005.
//
// Solidity: function split(uint256 id) view returns(uint256 toNode, uint256 toUser)
func (market *Market) UnpackSplit(data []byte) (SplitOutput, error) {
	out, err := market.abi.Unpack("split", data)
	outstruct := new(SplitOutput)
	if err != nil {
		return *outstruct, err
	}
	outstruct.ToNode = abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	outstruct.ToUser = abi.ConvertType(out[1], new(big.Int)).(*big.Int)
	return *outstruct, nil
}

// PackStaking is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x4cf088d9.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function staking() view returns(address)
func (market *Market) PackStaking() []byte {
	enc, err := market.abi.Pack("staking")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackStaking is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x4cf088d9.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function staking() view returns(address)
func (market *Market) TryPackStaking() ([]byte, error) {
	return market.abi.Pack("staking")
}

// UnpackStaking is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x4cf088d9.
//
// Solidity: function staking() view returns(address)
func (market *Market) UnpackStaking(data []byte) (common.Address, error) {
	out, err := market.abi.Unpack("staking", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackToken is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfc0c546a.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function token() view returns(address)
func (market *Market) PackToken() []byte {
	enc, err := market.abi.Pack("token")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackToken is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfc0c546a.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function token() view returns(address)
func (market *Market) TryPackToken() ([]byte, error) {
	return market.abi.Pack("token")
}

// UnpackToken is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xfc0c546a.
//
// Solidity: function token() view returns(address)
func (market *Market) UnpackToken(data []byte) (common.Address, error) {
	out, err := market.abi.Unpack("token", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackTotalSettled is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xeace4c91.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function totalSettled() view returns(uint256)
func (market *Market) PackTotalSettled() []byte {
	enc, err := market.abi.Pack("totalSettled")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackTotalSettled is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xeace4c91.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function totalSettled() view returns(uint256)
func (market *Market) TryPackTotalSettled() ([]byte, error) {
	return market.abi.Pack("totalSettled")
}

// UnpackTotalSettled is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xeace4c91.
//
// Solidity: function totalSettled() view returns(uint256)
func (market *Market) UnpackTotalSettled(data []byte) (*big.Int, error) {
	out, err := market.abi.Unpack("totalSettled", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackVersion is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x54fd4d50.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function version() pure returns(string)
func (market *Market) PackVersion() []byte {
	enc, err := market.abi.Pack("version")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackVersion is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x54fd4d50.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function version() pure returns(string)
func (market *Market) TryPackVersion() ([]byte, error) {
	return market.abi.Pack("version")
}

// UnpackVersion is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x54fd4d50.
//
// Solidity: function version() pure returns(string)
func (market *Market) UnpackVersion(data []byte) (string, error) {
	out, err := market.abi.Unpack("version", data)
	if err != nil {
		return *new(string), err
	}
	out0 := *abi.ConvertType(out[0], new(string)).(*string)
	return out0, nil
}

// PackVoidQuote is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa0be72d4.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function voidQuote(address node, uint64 nonce) returns()
func (market *Market) PackVoidQuote(node common.Address, nonce uint64) []byte {
	enc, err := market.abi.Pack("voidQuote", node, nonce)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackVoidQuote is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa0be72d4.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function voidQuote(address node, uint64 nonce) returns()
func (market *Market) TryPackVoidQuote(node common.Address, nonce uint64) ([]byte, error) {
	return market.abi.Pack("voidQuote", node, nonce)
}

// PackVoidQuotesBelow is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa6eb09fe.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function voidQuotesBelow(address node, uint64 nonce) returns()
func (market *Market) PackVoidQuotesBelow(node common.Address, nonce uint64) []byte {
	enc, err := market.abi.Pack("voidQuotesBelow", node, nonce)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackVoidQuotesBelow is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa6eb09fe.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function voidQuotesBelow(address node, uint64 nonce) returns()
func (market *Market) TryPackVoidQuotesBelow(node common.Address, nonce uint64) ([]byte, error) {
	return market.abi.Pack("voidQuotesBelow", node, nonce)
}

// PackWithdraw is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x51cff8d9.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function withdraw(address to) returns(uint256 amount)
func (market *Market) PackWithdraw(to common.Address) []byte {
	enc, err := market.abi.Pack("withdraw", to)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackWithdraw is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x51cff8d9.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function withdraw(address to) returns(uint256 amount)
func (market *Market) TryPackWithdraw(to common.Address) ([]byte, error) {
	return market.abi.Pack("withdraw", to)
}

// UnpackWithdraw is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x51cff8d9.
//
// Solidity: function withdraw(address to) returns(uint256 amount)
func (market *Market) UnpackWithdraw(data []byte) (*big.Int, error) {
	out, err := market.abi.Unpack("withdraw", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// MarketEIP712DomainChanged represents a EIP712DomainChanged event raised by the Market contract.
type MarketEIP712DomainChanged struct {
	Raw *types.Log // Blockchain specific contextual infos
}

const MarketEIP712DomainChangedEventName = "EIP712DomainChanged"

// ContractEventName returns the user-defined event name.
func (MarketEIP712DomainChanged) ContractEventName() string {
	return MarketEIP712DomainChangedEventName
}

// UnpackEIP712DomainChangedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event EIP712DomainChanged()
func (market *Market) UnpackEIP712DomainChangedEvent(log *types.Log) (*MarketEIP712DomainChanged, error) {
	event := "EIP712DomainChanged"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != market.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(MarketEIP712DomainChanged)
	if len(log.Data) > 0 {
		if err := market.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range market.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// MarketOrderActivated represents a OrderActivated event raised by the Market contract.
type MarketOrderActivated struct {
	Id          *big.Int
	User        common.Address
	Node        common.Address
	ActivatedAt *big.Int
	EndsAt      *big.Int
	Raw         *types.Log // Blockchain specific contextual infos
}

const MarketOrderActivatedEventName = "OrderActivated"

// ContractEventName returns the user-defined event name.
func (MarketOrderActivated) ContractEventName() string {
	return MarketOrderActivatedEventName
}

// UnpackOrderActivatedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event OrderActivated(uint256 indexed id, address indexed user, address indexed node, uint40 activatedAt, uint40 endsAt)
func (market *Market) UnpackOrderActivatedEvent(log *types.Log) (*MarketOrderActivated, error) {
	event := "OrderActivated"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != market.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(MarketOrderActivated)
	if len(log.Data) > 0 {
		if err := market.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range market.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// MarketOrderCancelled represents a OrderCancelled event raised by the Market contract.
type MarketOrderCancelled struct {
	Id            *big.Int
	User          common.Address
	Node          common.Address
	By            common.Address
	Reason        uint8
	InProbation   bool
	Paid          *big.Int
	Refunded      *big.Int
	SecondsServed uint64
	Raw           *types.Log // Blockchain specific contextual infos
}

const MarketOrderCancelledEventName = "OrderCancelled"

// ContractEventName returns the user-defined event name.
func (MarketOrderCancelled) ContractEventName() string {
	return MarketOrderCancelledEventName
}

// UnpackOrderCancelledEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event OrderCancelled(uint256 indexed id, address indexed user, address indexed node, address by, uint8 reason, bool inProbation, uint256 paid, uint256 refunded, uint64 secondsServed)
func (market *Market) UnpackOrderCancelledEvent(log *types.Log) (*MarketOrderCancelled, error) {
	event := "OrderCancelled"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != market.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(MarketOrderCancelled)
	if len(log.Data) > 0 {
		if err := market.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range market.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// MarketOrderCompleted represents a OrderCompleted event raised by the Market contract.
type MarketOrderCompleted struct {
	Id            *big.Int
	User          common.Address
	Node          common.Address
	Paid          *big.Int
	SecondsServed uint64
	Raw           *types.Log // Blockchain specific contextual infos
}

const MarketOrderCompletedEventName = "OrderCompleted"

// ContractEventName returns the user-defined event name.
func (MarketOrderCompleted) ContractEventName() string {
	return MarketOrderCompletedEventName
}

// UnpackOrderCompletedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event OrderCompleted(uint256 indexed id, address indexed user, address indexed node, uint256 paid, uint64 secondsServed)
func (market *Market) UnpackOrderCompletedEvent(log *types.Log) (*MarketOrderCompleted, error) {
	event := "OrderCompleted"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != market.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(MarketOrderCompleted)
	if len(log.Data) > 0 {
		if err := market.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range market.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// MarketOrderCreated represents a OrderCreated event raised by the Market contract.
type MarketOrderCreated struct {
	Id          *big.Int
	User        common.Address
	Node        common.Address
	Resources   Resources
	Rate        *big.Int
	Duration    uint32
	MaxDuration uint32
	Probation   uint32
	QuoteNonce  uint64
	Deposit     *big.Int
	Raw         *types.Log // Blockchain specific contextual infos
}

const MarketOrderCreatedEventName = "OrderCreated"

// ContractEventName returns the user-defined event name.
func (MarketOrderCreated) ContractEventName() string {
	return MarketOrderCreatedEventName
}

// UnpackOrderCreatedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event OrderCreated(uint256 indexed id, address indexed user, address indexed node, (uint32,uint32,uint32,uint40,uint16,bytes12) resources, uint96 rate, uint32 duration, uint32 maxDuration, uint32 probation, uint64 quoteNonce, uint256 deposit)
func (market *Market) UnpackOrderCreatedEvent(log *types.Log) (*MarketOrderCreated, error) {
	event := "OrderCreated"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != market.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(MarketOrderCreated)
	if len(log.Data) > 0 {
		if err := market.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range market.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// MarketOrderExtended represents a OrderExtended event raised by the Market contract.
type MarketOrderExtended struct {
	Id           *big.Int
	AddedSeconds uint32
	Deposit      *big.Int
	EndsAt       *big.Int
	Raw          *types.Log // Blockchain specific contextual infos
}

const MarketOrderExtendedEventName = "OrderExtended"

// ContractEventName returns the user-defined event name.
func (MarketOrderExtended) ContractEventName() string {
	return MarketOrderExtendedEventName
}

// UnpackOrderExtendedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event OrderExtended(uint256 indexed id, uint32 addedSeconds, uint256 deposit, uint40 endsAt)
func (market *Market) UnpackOrderExtendedEvent(log *types.Log) (*MarketOrderExtended, error) {
	event := "OrderExtended"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != market.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(MarketOrderExtended)
	if len(log.Data) > 0 {
		if err := market.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range market.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// MarketOrderReplaced represents a OrderReplaced event raised by the Market contract.
type MarketOrderReplaced struct {
	Id            *big.Int
	NewId         *big.Int
	Paid          *big.Int
	MovedOver     *big.Int
	Refunded      *big.Int
	SecondsServed uint64
	Raw           *types.Log // Blockchain specific contextual infos
}

const MarketOrderReplacedEventName = "OrderReplaced"

// ContractEventName returns the user-defined event name.
func (MarketOrderReplaced) ContractEventName() string {
	return MarketOrderReplacedEventName
}

// UnpackOrderReplacedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event OrderReplaced(uint256 indexed id, uint256 indexed newId, uint256 paid, uint256 movedOver, uint256 refunded, uint64 secondsServed)
func (market *Market) UnpackOrderReplacedEvent(log *types.Log) (*MarketOrderReplaced, error) {
	event := "OrderReplaced"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != market.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(MarketOrderReplaced)
	if len(log.Data) > 0 {
		if err := market.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range market.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// MarketOrderSettled represents a OrderSettled event raised by the Market contract.
type MarketOrderSettled struct {
	Id        *big.Int
	Earned    *big.Int
	PaidSoFar *big.Int
	Raw       *types.Log // Blockchain specific contextual infos
}

const MarketOrderSettledEventName = "OrderSettled"

// ContractEventName returns the user-defined event name.
func (MarketOrderSettled) ContractEventName() string {
	return MarketOrderSettledEventName
}

// UnpackOrderSettledEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event OrderSettled(uint256 indexed id, uint256 earned, uint256 paidSoFar)
func (market *Market) UnpackOrderSettledEvent(log *types.Log) (*MarketOrderSettled, error) {
	event := "OrderSettled"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != market.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(MarketOrderSettled)
	if len(log.Data) > 0 {
		if err := market.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range market.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// MarketQuoteVoided represents a QuoteVoided event raised by the Market contract.
type MarketQuoteVoided struct {
	Node  common.Address
	Nonce uint64
	Raw   *types.Log // Blockchain specific contextual infos
}

const MarketQuoteVoidedEventName = "QuoteVoided"

// ContractEventName returns the user-defined event name.
func (MarketQuoteVoided) ContractEventName() string {
	return MarketQuoteVoidedEventName
}

// UnpackQuoteVoidedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event QuoteVoided(address indexed node, uint64 nonce)
func (market *Market) UnpackQuoteVoidedEvent(log *types.Log) (*MarketQuoteVoided, error) {
	event := "QuoteVoided"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != market.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(MarketQuoteVoided)
	if len(log.Data) > 0 {
		if err := market.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range market.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// MarketQuotesVoidedBelow represents a QuotesVoidedBelow event raised by the Market contract.
type MarketQuotesVoidedBelow struct {
	Node  common.Address
	Nonce uint64
	Raw   *types.Log // Blockchain specific contextual infos
}

const MarketQuotesVoidedBelowEventName = "QuotesVoidedBelow"

// ContractEventName returns the user-defined event name.
func (MarketQuotesVoidedBelow) ContractEventName() string {
	return MarketQuotesVoidedBelowEventName
}

// UnpackQuotesVoidedBelowEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event QuotesVoidedBelow(address indexed node, uint64 nonce)
func (market *Market) UnpackQuotesVoidedBelowEvent(log *types.Log) (*MarketQuotesVoidedBelow, error) {
	event := "QuotesVoidedBelow"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != market.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(MarketQuotesVoidedBelow)
	if len(log.Data) > 0 {
		if err := market.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range market.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// MarketWithdrawn represents a Withdrawn event raised by the Market contract.
type MarketWithdrawn struct {
	Account common.Address
	To      common.Address
	Amount  *big.Int
	Raw     *types.Log // Blockchain specific contextual infos
}

const MarketWithdrawnEventName = "Withdrawn"

// ContractEventName returns the user-defined event name.
func (MarketWithdrawn) ContractEventName() string {
	return MarketWithdrawnEventName
}

// UnpackWithdrawnEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Withdrawn(address indexed account, address indexed to, uint256 amount)
func (market *Market) UnpackWithdrawnEvent(log *types.Log) (*MarketWithdrawn, error) {
	event := "Withdrawn"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != market.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(MarketWithdrawn)
	if len(log.Data) > 0 {
		if err := market.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range market.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// UnpackError attempts to decode the provided error data using user-defined
// error definitions.
func (market *Market) UnpackError(raw []byte) (any, error) {
	if bytes.Equal(raw[:4], market.abi.Errors["AddressEmptyCode"].ID.Bytes()[:4]) {
		return market.UnpackAddressEmptyCodeError(raw[4:])
	}
	if bytes.Equal(raw[:4], market.abi.Errors["FailedCall"].ID.Bytes()[:4]) {
		return market.UnpackFailedCallError(raw[4:])
	}
	if bytes.Equal(raw[:4], market.abi.Errors["InvalidShortString"].ID.Bytes()[:4]) {
		return market.UnpackInvalidShortStringError(raw[4:])
	}
	if bytes.Equal(raw[:4], market.abi.Errors["Market_ActivationWindowOpen"].ID.Bytes()[:4]) {
		return market.UnpackMarketActivationWindowOpenError(raw[4:])
	}
	if bytes.Equal(raw[:4], market.abi.Errors["Market_ActivationWindowPassed"].ID.Bytes()[:4]) {
		return market.UnpackMarketActivationWindowPassedError(raw[4:])
	}
	if bytes.Equal(raw[:4], market.abi.Errors["Market_BadRecipient"].ID.Bytes()[:4]) {
		return market.UnpackMarketBadRecipientError(raw[4:])
	}
	if bytes.Equal(raw[:4], market.abi.Errors["Market_BadSignature"].ID.Bytes()[:4]) {
		return market.UnpackMarketBadSignatureError(raw[4:])
	}
	if bytes.Equal(raw[:4], market.abi.Errors["Market_DifferentNode"].ID.Bytes()[:4]) {
		return market.UnpackMarketDifferentNodeError(raw[4:])
	}
	if bytes.Equal(raw[:4], market.abi.Errors["Market_DurationOutOfRange"].ID.Bytes()[:4]) {
		return market.UnpackMarketDurationOutOfRangeError(raw[4:])
	}
	if bytes.Equal(raw[:4], market.abi.Errors["Market_EscrowFull"].ID.Bytes()[:4]) {
		return market.UnpackMarketEscrowFullError(raw[4:])
	}
	if bytes.Equal(raw[:4], market.abi.Errors["Market_FeeOnTransfer"].ID.Bytes()[:4]) {
		return market.UnpackMarketFeeOnTransferError(raw[4:])
	}
	if bytes.Equal(raw[:4], market.abi.Errors["Market_LiveOrder"].ID.Bytes()[:4]) {
		return market.UnpackMarketLiveOrderError(raw[4:])
	}
	if bytes.Equal(raw[:4], market.abi.Errors["Market_NotNode"].ID.Bytes()[:4]) {
		return market.UnpackMarketNotNodeError(raw[4:])
	}
	if bytes.Equal(raw[:4], market.abi.Errors["Market_NotParty"].ID.Bytes()[:4]) {
		return market.UnpackMarketNotPartyError(raw[4:])
	}
	if bytes.Equal(raw[:4], market.abi.Errors["Market_NotUser"].ID.Bytes()[:4]) {
		return market.UnpackMarketNotUserError(raw[4:])
	}
	if bytes.Equal(raw[:4], market.abi.Errors["Market_NothingOwed"].ID.Bytes()[:4]) {
		return market.UnpackMarketNothingOwedError(raw[4:])
	}
	if bytes.Equal(raw[:4], market.abi.Errors["Market_OrderOver"].ID.Bytes()[:4]) {
		return market.UnpackMarketOrderOverError(raw[4:])
	}
	if bytes.Equal(raw[:4], market.abi.Errors["Market_ProbationTooLong"].ID.Bytes()[:4]) {
		return market.UnpackMarketProbationTooLongError(raw[4:])
	}
	if bytes.Equal(raw[:4], market.abi.Errors["Market_QuoteExpired"].ID.Bytes()[:4]) {
		return market.UnpackMarketQuoteExpiredError(raw[4:])
	}
	if bytes.Equal(raw[:4], market.abi.Errors["Market_QuoteUsed"].ID.Bytes()[:4]) {
		return market.UnpackMarketQuoteUsedError(raw[4:])
	}
	if bytes.Equal(raw[:4], market.abi.Errors["Market_WrongState"].ID.Bytes()[:4]) {
		return market.UnpackMarketWrongStateError(raw[4:])
	}
	if bytes.Equal(raw[:4], market.abi.Errors["Market_WrongUser"].ID.Bytes()[:4]) {
		return market.UnpackMarketWrongUserError(raw[4:])
	}
	if bytes.Equal(raw[:4], market.abi.Errors["Market_ZeroAddress"].ID.Bytes()[:4]) {
		return market.UnpackMarketZeroAddressError(raw[4:])
	}
	if bytes.Equal(raw[:4], market.abi.Errors["Market_ZeroRate"].ID.Bytes()[:4]) {
		return market.UnpackMarketZeroRateError(raw[4:])
	}
	if bytes.Equal(raw[:4], market.abi.Errors["ReentrancyGuardReentrantCall"].ID.Bytes()[:4]) {
		return market.UnpackReentrancyGuardReentrantCallError(raw[4:])
	}
	if bytes.Equal(raw[:4], market.abi.Errors["SafeERC20FailedOperation"].ID.Bytes()[:4]) {
		return market.UnpackSafeERC20FailedOperationError(raw[4:])
	}
	if bytes.Equal(raw[:4], market.abi.Errors["StringTooLong"].ID.Bytes()[:4]) {
		return market.UnpackStringTooLongError(raw[4:])
	}
	return nil, errors.New("Unknown error")
}

// MarketAddressEmptyCode represents a AddressEmptyCode error raised by the Market contract.
type MarketAddressEmptyCode struct {
	Target common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error AddressEmptyCode(address target)
func MarketAddressEmptyCodeErrorID() common.Hash {
	return common.HexToHash("0x9996b315c842ff135b8fc4a08ad5df1c344efbc03d2687aecc0678050d2aac89")
}

// UnpackAddressEmptyCodeError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error AddressEmptyCode(address target)
func (market *Market) UnpackAddressEmptyCodeError(raw []byte) (*MarketAddressEmptyCode, error) {
	out := new(MarketAddressEmptyCode)
	if err := market.abi.UnpackIntoInterface(out, "AddressEmptyCode", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MarketFailedCall represents a FailedCall error raised by the Market contract.
type MarketFailedCall struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error FailedCall()
func MarketFailedCallErrorID() common.Hash {
	return common.HexToHash("0xd6bda27508c0fb6d8a39b4b122878dab26f731a7d4e4abe711dd3731899052a4")
}

// UnpackFailedCallError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error FailedCall()
func (market *Market) UnpackFailedCallError(raw []byte) (*MarketFailedCall, error) {
	out := new(MarketFailedCall)
	if err := market.abi.UnpackIntoInterface(out, "FailedCall", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MarketInvalidShortString represents a InvalidShortString error raised by the Market contract.
type MarketInvalidShortString struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidShortString()
func MarketInvalidShortStringErrorID() common.Hash {
	return common.HexToHash("0xb3512b0c6163e5f0bafab72bb631b9d58cd7a731b082f910338aa21c83d5c274")
}

// UnpackInvalidShortStringError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidShortString()
func (market *Market) UnpackInvalidShortStringError(raw []byte) (*MarketInvalidShortString, error) {
	out := new(MarketInvalidShortString)
	if err := market.abi.UnpackIntoInterface(out, "InvalidShortString", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MarketMarketActivationWindowOpen represents a Market_ActivationWindowOpen error raised by the Market contract.
type MarketMarketActivationWindowOpen struct {
	Id    *big.Int
	Until *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Market_ActivationWindowOpen(uint256 id, uint40 until)
func MarketMarketActivationWindowOpenErrorID() common.Hash {
	return common.HexToHash("0x6f72328aa84cbefcbe8834348b4a2e9c0c6e28b6107abcf53aa278838fddf814")
}

// UnpackMarketActivationWindowOpenError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Market_ActivationWindowOpen(uint256 id, uint40 until)
func (market *Market) UnpackMarketActivationWindowOpenError(raw []byte) (*MarketMarketActivationWindowOpen, error) {
	out := new(MarketMarketActivationWindowOpen)
	if err := market.abi.UnpackIntoInterface(out, "Market_ActivationWindowOpen", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MarketMarketActivationWindowPassed represents a Market_ActivationWindowPassed error raised by the Market contract.
type MarketMarketActivationWindowPassed struct {
	Id    *big.Int
	Until *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Market_ActivationWindowPassed(uint256 id, uint40 until)
func MarketMarketActivationWindowPassedErrorID() common.Hash {
	return common.HexToHash("0x7680332d7edb9690e7e3881e3f728d710ef07935a4a61dfdbe95c0814c5cadf2")
}

// UnpackMarketActivationWindowPassedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Market_ActivationWindowPassed(uint256 id, uint40 until)
func (market *Market) UnpackMarketActivationWindowPassedError(raw []byte) (*MarketMarketActivationWindowPassed, error) {
	out := new(MarketMarketActivationWindowPassed)
	if err := market.abi.UnpackIntoInterface(out, "Market_ActivationWindowPassed", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MarketMarketBadRecipient represents a Market_BadRecipient error raised by the Market contract.
type MarketMarketBadRecipient struct {
	To common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Market_BadRecipient(address to)
func MarketMarketBadRecipientErrorID() common.Hash {
	return common.HexToHash("0xde889abf771619519112a6b82715080629d0c33fa2ce952e1ead58faad3900cf")
}

// UnpackMarketBadRecipientError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Market_BadRecipient(address to)
func (market *Market) UnpackMarketBadRecipientError(raw []byte) (*MarketMarketBadRecipient, error) {
	out := new(MarketMarketBadRecipient)
	if err := market.abi.UnpackIntoInterface(out, "Market_BadRecipient", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MarketMarketBadSignature represents a Market_BadSignature error raised by the Market contract.
type MarketMarketBadSignature struct {
	Node   common.Address
	Signer common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Market_BadSignature(address node, address signer)
func MarketMarketBadSignatureErrorID() common.Hash {
	return common.HexToHash("0x972d85746c86f9adfa8330a69621eb74ce25a1dc36205c85f807a072d73dae13")
}

// UnpackMarketBadSignatureError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Market_BadSignature(address node, address signer)
func (market *Market) UnpackMarketBadSignatureError(raw []byte) (*MarketMarketBadSignature, error) {
	out := new(MarketMarketBadSignature)
	if err := market.abi.UnpackIntoInterface(out, "Market_BadSignature", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MarketMarketDifferentNode represents a Market_DifferentNode error raised by the Market contract.
type MarketMarketDifferentNode struct {
	Node   common.Address
	Quoted common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Market_DifferentNode(address node, address quoted)
func MarketMarketDifferentNodeErrorID() common.Hash {
	return common.HexToHash("0x189f8970fd6ad3604de4bc4a21adebc1534dd362050de4a9ddf139411e047899")
}

// UnpackMarketDifferentNodeError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Market_DifferentNode(address node, address quoted)
func (market *Market) UnpackMarketDifferentNodeError(raw []byte) (*MarketMarketDifferentNode, error) {
	out := new(MarketMarketDifferentNode)
	if err := market.abi.UnpackIntoInterface(out, "Market_DifferentNode", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MarketMarketDurationOutOfRange represents a Market_DurationOutOfRange error raised by the Market contract.
type MarketMarketDurationOutOfRange struct {
	Duration uint32
	Min      uint32
	Max      uint32
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Market_DurationOutOfRange(uint32 duration, uint32 min, uint32 max)
func MarketMarketDurationOutOfRangeErrorID() common.Hash {
	return common.HexToHash("0xa23235012212d3a6cc5e9a4c1aacc14efeea66014e8463111430f8599b6afc07")
}

// UnpackMarketDurationOutOfRangeError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Market_DurationOutOfRange(uint32 duration, uint32 min, uint32 max)
func (market *Market) UnpackMarketDurationOutOfRangeError(raw []byte) (*MarketMarketDurationOutOfRange, error) {
	out := new(MarketMarketDurationOutOfRange)
	if err := market.abi.UnpackIntoInterface(out, "Market_DurationOutOfRange", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MarketMarketEscrowFull represents a Market_EscrowFull error raised by the Market contract.
type MarketMarketEscrowFull struct {
	Balance *big.Int
	Limit   *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Market_EscrowFull(uint256 balance, uint256 limit)
func MarketMarketEscrowFullErrorID() common.Hash {
	return common.HexToHash("0x7a75ce01461d95003f5dc01670de47ec46c4655ebead4f09fd3c3aa9963ecf73")
}

// UnpackMarketEscrowFullError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Market_EscrowFull(uint256 balance, uint256 limit)
func (market *Market) UnpackMarketEscrowFullError(raw []byte) (*MarketMarketEscrowFull, error) {
	out := new(MarketMarketEscrowFull)
	if err := market.abi.UnpackIntoInterface(out, "Market_EscrowFull", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MarketMarketFeeOnTransfer represents a Market_FeeOnTransfer error raised by the Market contract.
type MarketMarketFeeOnTransfer struct {
	Wanted *big.Int
	Got    *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Market_FeeOnTransfer(uint256 wanted, uint256 got)
func MarketMarketFeeOnTransferErrorID() common.Hash {
	return common.HexToHash("0xa944c28e5c0bceaa5d549e9dfa41f3790b02257d08126dea62df3e09bf28ef11")
}

// UnpackMarketFeeOnTransferError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Market_FeeOnTransfer(uint256 wanted, uint256 got)
func (market *Market) UnpackMarketFeeOnTransferError(raw []byte) (*MarketMarketFeeOnTransfer, error) {
	out := new(MarketMarketFeeOnTransfer)
	if err := market.abi.UnpackIntoInterface(out, "Market_FeeOnTransfer", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MarketMarketLiveOrder represents a Market_LiveOrder error raised by the Market contract.
type MarketMarketLiveOrder struct {
	Id *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Market_LiveOrder(uint256 id)
func MarketMarketLiveOrderErrorID() common.Hash {
	return common.HexToHash("0x873cedbb24523615ed248024b52e9eac91ce85f53b68adecf043a42675308c08")
}

// UnpackMarketLiveOrderError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Market_LiveOrder(uint256 id)
func (market *Market) UnpackMarketLiveOrderError(raw []byte) (*MarketMarketLiveOrder, error) {
	out := new(MarketMarketLiveOrder)
	if err := market.abi.UnpackIntoInterface(out, "Market_LiveOrder", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MarketMarketNotNode represents a Market_NotNode error raised by the Market contract.
type MarketMarketNotNode struct {
	Id     *big.Int
	Caller common.Address
	Node   common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Market_NotNode(uint256 id, address caller, address node)
func MarketMarketNotNodeErrorID() common.Hash {
	return common.HexToHash("0x12bfffe28a3a2e1c8fdcf7636f974f6481cc6fcac9edebbab68f4c1026679b05")
}

// UnpackMarketNotNodeError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Market_NotNode(uint256 id, address caller, address node)
func (market *Market) UnpackMarketNotNodeError(raw []byte) (*MarketMarketNotNode, error) {
	out := new(MarketMarketNotNode)
	if err := market.abi.UnpackIntoInterface(out, "Market_NotNode", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MarketMarketNotParty represents a Market_NotParty error raised by the Market contract.
type MarketMarketNotParty struct {
	Id     *big.Int
	Caller common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Market_NotParty(uint256 id, address caller)
func MarketMarketNotPartyErrorID() common.Hash {
	return common.HexToHash("0xf2e1d3c3a5f2fdd57fb019b6d74540456a3832e1774216b6f47c971395a5a05c")
}

// UnpackMarketNotPartyError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Market_NotParty(uint256 id, address caller)
func (market *Market) UnpackMarketNotPartyError(raw []byte) (*MarketMarketNotParty, error) {
	out := new(MarketMarketNotParty)
	if err := market.abi.UnpackIntoInterface(out, "Market_NotParty", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MarketMarketNotUser represents a Market_NotUser error raised by the Market contract.
type MarketMarketNotUser struct {
	Id     *big.Int
	Caller common.Address
	User   common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Market_NotUser(uint256 id, address caller, address user)
func MarketMarketNotUserErrorID() common.Hash {
	return common.HexToHash("0x11130b8bb17f61578bce167f16b73918f8f3415b2b2f3aca13013f0f0107f18a")
}

// UnpackMarketNotUserError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Market_NotUser(uint256 id, address caller, address user)
func (market *Market) UnpackMarketNotUserError(raw []byte) (*MarketMarketNotUser, error) {
	out := new(MarketMarketNotUser)
	if err := market.abi.UnpackIntoInterface(out, "Market_NotUser", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MarketMarketNothingOwed represents a Market_NothingOwed error raised by the Market contract.
type MarketMarketNothingOwed struct {
	Account common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Market_NothingOwed(address account)
func MarketMarketNothingOwedErrorID() common.Hash {
	return common.HexToHash("0xd57de46da7eb001a9d36817a26c661a7f0dadc57ced51b891942fe062eaea634")
}

// UnpackMarketNothingOwedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Market_NothingOwed(address account)
func (market *Market) UnpackMarketNothingOwedError(raw []byte) (*MarketMarketNothingOwed, error) {
	out := new(MarketMarketNothingOwed)
	if err := market.abi.UnpackIntoInterface(out, "Market_NothingOwed", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MarketMarketOrderOver represents a Market_OrderOver error raised by the Market contract.
type MarketMarketOrderOver struct {
	Id      *big.Int
	EndedAt *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Market_OrderOver(uint256 id, uint40 endedAt)
func MarketMarketOrderOverErrorID() common.Hash {
	return common.HexToHash("0xe86b2f870cc5e89d4664af6162778fc6032bd8598287e48f68990be7804145bd")
}

// UnpackMarketOrderOverError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Market_OrderOver(uint256 id, uint40 endedAt)
func (market *Market) UnpackMarketOrderOverError(raw []byte) (*MarketMarketOrderOver, error) {
	out := new(MarketMarketOrderOver)
	if err := market.abi.UnpackIntoInterface(out, "Market_OrderOver", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MarketMarketProbationTooLong represents a Market_ProbationTooLong error raised by the Market contract.
type MarketMarketProbationTooLong struct {
	Probation uint32
	Limit     uint32
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Market_ProbationTooLong(uint32 probation, uint32 limit)
func MarketMarketProbationTooLongErrorID() common.Hash {
	return common.HexToHash("0x78239f76957d100750929e0b38597fc83c980cdb5e9078f9821070eb59d2c012")
}

// UnpackMarketProbationTooLongError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Market_ProbationTooLong(uint32 probation, uint32 limit)
func (market *Market) UnpackMarketProbationTooLongError(raw []byte) (*MarketMarketProbationTooLong, error) {
	out := new(MarketMarketProbationTooLong)
	if err := market.abi.UnpackIntoInterface(out, "Market_ProbationTooLong", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MarketMarketQuoteExpired represents a Market_QuoteExpired error raised by the Market contract.
type MarketMarketQuoteExpired struct {
	ValidUntil *big.Int
	NowAt      *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Market_QuoteExpired(uint40 validUntil, uint40 nowAt)
func MarketMarketQuoteExpiredErrorID() common.Hash {
	return common.HexToHash("0x7c8c7b350c89a085afc1823a968ec4dd84513f0f1f371b33e7d3f7271e196d5b")
}

// UnpackMarketQuoteExpiredError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Market_QuoteExpired(uint40 validUntil, uint40 nowAt)
func (market *Market) UnpackMarketQuoteExpiredError(raw []byte) (*MarketMarketQuoteExpired, error) {
	out := new(MarketMarketQuoteExpired)
	if err := market.abi.UnpackIntoInterface(out, "Market_QuoteExpired", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MarketMarketQuoteUsed represents a Market_QuoteUsed error raised by the Market contract.
type MarketMarketQuoteUsed struct {
	Node  common.Address
	Nonce uint64
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Market_QuoteUsed(address node, uint64 nonce)
func MarketMarketQuoteUsedErrorID() common.Hash {
	return common.HexToHash("0x5459d99e3fbe8e0c7a79ca0c4597d9e9dc536ce6013942ae561c724050c95162")
}

// UnpackMarketQuoteUsedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Market_QuoteUsed(address node, uint64 nonce)
func (market *Market) UnpackMarketQuoteUsedError(raw []byte) (*MarketMarketQuoteUsed, error) {
	out := new(MarketMarketQuoteUsed)
	if err := market.abi.UnpackIntoInterface(out, "Market_QuoteUsed", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MarketMarketWrongState represents a Market_WrongState error raised by the Market contract.
type MarketMarketWrongState struct {
	Id    *big.Int
	State uint8
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Market_WrongState(uint256 id, uint8 state)
func MarketMarketWrongStateErrorID() common.Hash {
	return common.HexToHash("0xcd7ebda6c502e2d9067a6e5749024c867f80343f824634c3a7ae94794595ab23")
}

// UnpackMarketWrongStateError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Market_WrongState(uint256 id, uint8 state)
func (market *Market) UnpackMarketWrongStateError(raw []byte) (*MarketMarketWrongState, error) {
	out := new(MarketMarketWrongState)
	if err := market.abi.UnpackIntoInterface(out, "Market_WrongState", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MarketMarketWrongUser represents a Market_WrongUser error raised by the Market contract.
type MarketMarketWrongUser struct {
	Caller common.Address
	User   common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Market_WrongUser(address caller, address user)
func MarketMarketWrongUserErrorID() common.Hash {
	return common.HexToHash("0xdc9666c43691e738101de4c76806410903381e180f5ab58c650748a90aebed92")
}

// UnpackMarketWrongUserError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Market_WrongUser(address caller, address user)
func (market *Market) UnpackMarketWrongUserError(raw []byte) (*MarketMarketWrongUser, error) {
	out := new(MarketMarketWrongUser)
	if err := market.abi.UnpackIntoInterface(out, "Market_WrongUser", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MarketMarketZeroAddress represents a Market_ZeroAddress error raised by the Market contract.
type MarketMarketZeroAddress struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Market_ZeroAddress()
func MarketMarketZeroAddressErrorID() common.Hash {
	return common.HexToHash("0x8c9c3bc7825e2dde07f7a81c30bd3973604430c53738b7aa528c12d1a2b2eee5")
}

// UnpackMarketZeroAddressError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Market_ZeroAddress()
func (market *Market) UnpackMarketZeroAddressError(raw []byte) (*MarketMarketZeroAddress, error) {
	out := new(MarketMarketZeroAddress)
	if err := market.abi.UnpackIntoInterface(out, "Market_ZeroAddress", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MarketMarketZeroRate represents a Market_ZeroRate error raised by the Market contract.
type MarketMarketZeroRate struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Market_ZeroRate()
func MarketMarketZeroRateErrorID() common.Hash {
	return common.HexToHash("0xefcd3183261f9f0011c58474dcdc66aefe01cde40a5127b95669c40b549ce24d")
}

// UnpackMarketZeroRateError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Market_ZeroRate()
func (market *Market) UnpackMarketZeroRateError(raw []byte) (*MarketMarketZeroRate, error) {
	out := new(MarketMarketZeroRate)
	if err := market.abi.UnpackIntoInterface(out, "Market_ZeroRate", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MarketReentrancyGuardReentrantCall represents a ReentrancyGuardReentrantCall error raised by the Market contract.
type MarketReentrancyGuardReentrantCall struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ReentrancyGuardReentrantCall()
func MarketReentrancyGuardReentrantCallErrorID() common.Hash {
	return common.HexToHash("0x3ee5aeb571de7fc460830b4d0017439a1ca56fb0bc39062227ade4fe4a24c1ca")
}

// UnpackReentrancyGuardReentrantCallError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ReentrancyGuardReentrantCall()
func (market *Market) UnpackReentrancyGuardReentrantCallError(raw []byte) (*MarketReentrancyGuardReentrantCall, error) {
	out := new(MarketReentrancyGuardReentrantCall)
	if err := market.abi.UnpackIntoInterface(out, "ReentrancyGuardReentrantCall", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MarketSafeERC20FailedOperation represents a SafeERC20FailedOperation error raised by the Market contract.
type MarketSafeERC20FailedOperation struct {
	Token common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error SafeERC20FailedOperation(address token)
func MarketSafeERC20FailedOperationErrorID() common.Hash {
	return common.HexToHash("0x5274afe73c98b4749fc91ffae6b7b574e7842cb2144a159e9377a5f20b32edf9")
}

// UnpackSafeERC20FailedOperationError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error SafeERC20FailedOperation(address token)
func (market *Market) UnpackSafeERC20FailedOperationError(raw []byte) (*MarketSafeERC20FailedOperation, error) {
	out := new(MarketSafeERC20FailedOperation)
	if err := market.abi.UnpackIntoInterface(out, "SafeERC20FailedOperation", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MarketStringTooLong represents a StringTooLong error raised by the Market contract.
type MarketStringTooLong struct {
	Str string
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error StringTooLong(string str)
func MarketStringTooLongErrorID() common.Hash {
	return common.HexToHash("0x305a27a93f8e33b7392df0a0f91d6fc63847395853c45991eec52dbf24d72381")
}

// UnpackStringTooLongError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error StringTooLong(string str)
func (market *Market) UnpackStringTooLongError(raw []byte) (*MarketStringTooLong, error) {
	out := new(MarketStringTooLong)
	if err := market.abi.UnpackIntoInterface(out, "StringTooLong", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// RegistryMetaData contains all meta data concerning the Registry contract.
var RegistryMetaData = bind.MetaData{
	ABI: "[{\"inputs\":[{\"internalType\":\"address\",\"name\":\"market_\",\"type\":\"address\"}],\"stateMutability\":\"nonpayable\",\"type\":\"constructor\"},{\"inputs\":[{\"components\":[{\"internalType\":\"uint32\",\"name\":\"cpuMilli\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"memoryMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"diskMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint40\",\"name\":\"trafficMiB\",\"type\":\"uint40\"},{\"internalType\":\"uint16\",\"name\":\"gpu\",\"type\":\"uint16\"},{\"internalType\":\"bytes12\",\"name\":\"gpuModel\",\"type\":\"bytes12\"}],\"internalType\":\"structResources\",\"name\":\"total\",\"type\":\"tuple\"},{\"components\":[{\"internalType\":\"uint32\",\"name\":\"cpuMilli\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"memoryMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"diskMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint40\",\"name\":\"trafficMiB\",\"type\":\"uint40\"},{\"internalType\":\"uint16\",\"name\":\"gpu\",\"type\":\"uint16\"},{\"internalType\":\"bytes12\",\"name\":\"gpuModel\",\"type\":\"bytes12\"}],\"internalType\":\"structResources\",\"name\":\"reserved\",\"type\":\"tuple\"}],\"name\":\"Registry_BelowReserved\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"Registry_EmptyEndpoint\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"length\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"limit\",\"type\":\"uint256\"}],\"name\":\"Registry_EndpointTooLong\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint16\",\"name\":\"gpu\",\"type\":\"uint16\"},{\"internalType\":\"bytes12\",\"name\":\"gpuModel\",\"type\":\"bytes12\"}],\"name\":\"Registry_GpuModel\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"length\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"limit\",\"type\":\"uint256\"}],\"name\":\"Registry_MetadataTooLong\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"node\",\"type\":\"address\"}],\"name\":\"Registry_NotRegistered\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"caller\",\"type\":\"address\"}],\"name\":\"Registry_OnlyMarket\",\"type\":\"error\"},{\"inputs\":[{\"components\":[{\"internalType\":\"uint32\",\"name\":\"cpuMilli\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"memoryMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"diskMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint40\",\"name\":\"trafficMiB\",\"type\":\"uint40\"},{\"internalType\":\"uint16\",\"name\":\"gpu\",\"type\":\"uint16\"},{\"internalType\":\"bytes12\",\"name\":\"gpuModel\",\"type\":\"bytes12\"}],\"internalType\":\"structResources\",\"name\":\"wanted\",\"type\":\"tuple\"},{\"components\":[{\"internalType\":\"uint32\",\"name\":\"cpuMilli\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"memoryMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"diskMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint40\",\"name\":\"trafficMiB\",\"type\":\"uint40\"},{\"internalType\":\"uint16\",\"name\":\"gpu\",\"type\":\"uint16\"},{\"internalType\":\"bytes12\",\"name\":\"gpuModel\",\"type\":\"bytes12\"}],\"internalType\":\"structResources\",\"name\":\"free\",\"type\":\"tuple\"}],\"name\":\"Registry_OutOfCapacity\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"node\",\"type\":\"address\"}],\"name\":\"Registry_Paused\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"Registry_ZeroAddress\",\"type\":\"error\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"node\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"bool\",\"name\":\"paused\",\"type\":\"bool\"}],\"name\":\"NodePaused\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"node\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"operator\",\"type\":\"address\"},{\"components\":[{\"internalType\":\"uint32\",\"name\":\"cpuMilli\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"memoryMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"diskMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint40\",\"name\":\"trafficMiB\",\"type\":\"uint40\"},{\"internalType\":\"uint16\",\"name\":\"gpu\",\"type\":\"uint16\"},{\"internalType\":\"bytes12\",\"name\":\"gpuModel\",\"type\":\"bytes12\"}],\"indexed\":false,\"internalType\":\"structResources\",\"name\":\"total\",\"type\":\"tuple\"},{\"indexed\":false,\"internalType\":\"uint96\",\"name\":\"minStake\",\"type\":\"uint96\"},{\"indexed\":false,\"internalType\":\"string\",\"name\":\"endpoint\",\"type\":\"string\"},{\"indexed\":false,\"internalType\":\"string\",\"name\":\"metadataURI\",\"type\":\"string\"}],\"name\":\"NodeRegistered\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"node\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"operator\",\"type\":\"address\"}],\"name\":\"OperatorChanged\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"node\",\"type\":\"address\"},{\"components\":[{\"internalType\":\"uint32\",\"name\":\"cpuMilli\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"memoryMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"diskMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint40\",\"name\":\"trafficMiB\",\"type\":\"uint40\"},{\"internalType\":\"uint16\",\"name\":\"gpu\",\"type\":\"uint16\"},{\"internalType\":\"bytes12\",\"name\":\"gpuModel\",\"type\":\"bytes12\"}],\"indexed\":false,\"internalType\":\"structResources\",\"name\":\"reserved\",\"type\":\"tuple\"}],\"name\":\"ReservedChanged\",\"type\":\"event\"},{\"inputs\":[],\"name\":\"ENDPOINT_LIMIT\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"METADATA_LIMIT\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"PAGE_LIMIT\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"market\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"node_\",\"type\":\"address\"}],\"name\":\"node\",\"outputs\":[{\"components\":[{\"internalType\":\"address\",\"name\":\"operator\",\"type\":\"address\"},{\"internalType\":\"uint96\",\"name\":\"minStake\",\"type\":\"uint96\"},{\"components\":[{\"internalType\":\"uint32\",\"name\":\"cpuMilli\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"memoryMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"diskMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint40\",\"name\":\"trafficMiB\",\"type\":\"uint40\"},{\"internalType\":\"uint16\",\"name\":\"gpu\",\"type\":\"uint16\"},{\"internalType\":\"bytes12\",\"name\":\"gpuModel\",\"type\":\"bytes12\"}],\"internalType\":\"structResources\",\"name\":\"total\",\"type\":\"tuple\"},{\"components\":[{\"internalType\":\"uint32\",\"name\":\"cpuMilli\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"memoryMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"diskMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint40\",\"name\":\"trafficMiB\",\"type\":\"uint40\"},{\"internalType\":\"uint16\",\"name\":\"gpu\",\"type\":\"uint16\"},{\"internalType\":\"bytes12\",\"name\":\"gpuModel\",\"type\":\"bytes12\"}],\"internalType\":\"structResources\",\"name\":\"reserved\",\"type\":\"tuple\"},{\"internalType\":\"bool\",\"name\":\"paused\",\"type\":\"bool\"},{\"internalType\":\"uint40\",\"name\":\"registeredAt\",\"type\":\"uint40\"},{\"internalType\":\"string\",\"name\":\"endpoint\",\"type\":\"string\"},{\"internalType\":\"string\",\"name\":\"metadataURI\",\"type\":\"string\"}],\"internalType\":\"structIRegistry.Node\",\"name\":\"\",\"type\":\"tuple\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"nodeCount\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"offset\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"limit\",\"type\":\"uint256\"}],\"name\":\"nodes\",\"outputs\":[{\"internalType\":\"address[]\",\"name\":\"addresses\",\"type\":\"address[]\"},{\"components\":[{\"internalType\":\"address\",\"name\":\"operator\",\"type\":\"address\"},{\"internalType\":\"uint96\",\"name\":\"minStake\",\"type\":\"uint96\"},{\"components\":[{\"internalType\":\"uint32\",\"name\":\"cpuMilli\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"memoryMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"diskMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint40\",\"name\":\"trafficMiB\",\"type\":\"uint40\"},{\"internalType\":\"uint16\",\"name\":\"gpu\",\"type\":\"uint16\"},{\"internalType\":\"bytes12\",\"name\":\"gpuModel\",\"type\":\"bytes12\"}],\"internalType\":\"structResources\",\"name\":\"total\",\"type\":\"tuple\"},{\"components\":[{\"internalType\":\"uint32\",\"name\":\"cpuMilli\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"memoryMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"diskMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint40\",\"name\":\"trafficMiB\",\"type\":\"uint40\"},{\"internalType\":\"uint16\",\"name\":\"gpu\",\"type\":\"uint16\"},{\"internalType\":\"bytes12\",\"name\":\"gpuModel\",\"type\":\"bytes12\"}],\"internalType\":\"structResources\",\"name\":\"reserved\",\"type\":\"tuple\"},{\"internalType\":\"bool\",\"name\":\"paused\",\"type\":\"bool\"},{\"internalType\":\"uint40\",\"name\":\"registeredAt\",\"type\":\"uint40\"},{\"internalType\":\"string\",\"name\":\"endpoint\",\"type\":\"string\"},{\"internalType\":\"string\",\"name\":\"metadataURI\",\"type\":\"string\"}],\"internalType\":\"structIRegistry.Node[]\",\"name\":\"entries\",\"type\":\"tuple[]\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"node_\",\"type\":\"address\"}],\"name\":\"operatorOf\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"operator\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"operator\",\"type\":\"address\"},{\"components\":[{\"internalType\":\"uint32\",\"name\":\"cpuMilli\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"memoryMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"diskMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint40\",\"name\":\"trafficMiB\",\"type\":\"uint40\"},{\"internalType\":\"uint16\",\"name\":\"gpu\",\"type\":\"uint16\"},{\"internalType\":\"bytes12\",\"name\":\"gpuModel\",\"type\":\"bytes12\"}],\"internalType\":\"structResources\",\"name\":\"total\",\"type\":\"tuple\"},{\"internalType\":\"uint96\",\"name\":\"minStake\",\"type\":\"uint96\"},{\"internalType\":\"string\",\"name\":\"endpoint\",\"type\":\"string\"},{\"internalType\":\"string\",\"name\":\"metadataURI\",\"type\":\"string\"}],\"name\":\"register\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"node_\",\"type\":\"address\"},{\"components\":[{\"internalType\":\"uint32\",\"name\":\"cpuMilli\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"memoryMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"diskMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint40\",\"name\":\"trafficMiB\",\"type\":\"uint40\"},{\"internalType\":\"uint16\",\"name\":\"gpu\",\"type\":\"uint16\"},{\"internalType\":\"bytes12\",\"name\":\"gpuModel\",\"type\":\"bytes12\"}],\"internalType\":\"structResources\",\"name\":\"r\",\"type\":\"tuple\"}],\"name\":\"release\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"node_\",\"type\":\"address\"},{\"components\":[{\"internalType\":\"uint32\",\"name\":\"cpuMilli\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"memoryMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"diskMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint40\",\"name\":\"trafficMiB\",\"type\":\"uint40\"},{\"internalType\":\"uint16\",\"name\":\"gpu\",\"type\":\"uint16\"},{\"internalType\":\"bytes12\",\"name\":\"gpuModel\",\"type\":\"bytes12\"}],\"internalType\":\"structResources\",\"name\":\"r\",\"type\":\"tuple\"}],\"name\":\"reserve\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"operator\",\"type\":\"address\"},{\"internalType\":\"uint96\",\"name\":\"minStake\",\"type\":\"uint96\"}],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"operator\",\"type\":\"address\"}],\"name\":\"setOperator\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bool\",\"name\":\"paused\",\"type\":\"bool\"}],\"name\":\"setPaused\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"}]",
	ID:  "4c347eb73970d7ec769543769c0bfc3a9f",
	Bin: "0x60a03461008d57601f61210038819003918201601f19168301916001600160401b038311848410176100915780849260209460405283398101031261008d57516001600160a01b03811680820361008d571561007e5760805260405161205a90816100a682396080518181816102100152818161037201526104820152f35b633d9b98e160e11b5f5260045ffd5b5f80fd5b634e487b7160e01b5f52604160045260245ffdfe60806040526004361015610011575f80fd5b5f3560e01c806312216bb714610b3057806316c38b3c14610a9157806316dbf7db146107d95780631938aadd146107bd5780635785141214610428578063636f35d3146103ce5780636da49b83146103b15780638048d86c1461039657806380f55605146103465780639e7bbd87146101b6578063b3ab15fb1461012d578063bffbe61c146100c85763fa969caf146100a8575f80fd5b346100c4575f6003193601126100c45760206040516101038152f35b5f80fd5b346100c45760206003193601126100c45773ffffffffffffffffffffffffffffffffffffffff6100f66114ca565b6100fe6119a5565b50165f525f60205261012961011560405f20611c36565b60405191829160208352602083019061155e565b0390f35b346100c45760206003193601126100c45773ffffffffffffffffffffffffffffffffffffffff61015b6114ca565b61016433611b13565b8282167fffffffffffffffffffffffff000000000000000000000000000000000000000082541617905516337fd58299b712891143e76310d5e664c4203c940a67db37cf856bdaa3c5c76a802c5f80a3005b346100c45760e06003193601126100c4576101cf6114ca565b60c07fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffdc3601126100c45773ffffffffffffffffffffffffffffffffffffffff7f000000000000000000000000000000000000000000000000000000000000000016330361031a5773ffffffffffffffffffffffffffffffffffffffff81165f525f60205260405f209061026182611a83565b9160405161026e816118e3565b60243563ffffffff811681036100c457815260443563ffffffff811681036100c457602082015260643563ffffffff811681036100c457604082015260843564ffffffffff811681036100c457606082015260a43561ffff811681036100c457608082015260c435907fffffffffffffffffffffffff0000000000000000000000000000000000000000821682036100c457610318946103129260a0830152611cf0565b91611e8f565b005b7f3177c452000000000000000000000000000000000000000000000000000000005f523360045260245ffd5b346100c4575f6003193601126100c457602060405173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b346100c4575f6003193601126100c457602060405160648152f35b346100c4575f6003193601126100c4576020600154604051908152f35b346100c45760206003193601126100c45773ffffffffffffffffffffffffffffffffffffffff6103fc6114ca565b165f525f602052602073ffffffffffffffffffffffffffffffffffffffff60405f205416604051908152f35b346100c45760e06003193601126100c4576104416114ca565b60c07fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffdc3601126100c45773ffffffffffffffffffffffffffffffffffffffff7f000000000000000000000000000000000000000000000000000000000000000016330361031a576104b181611b13565b60ff600282015460c01c1661077b576104cc60018201611a03565b916104d682611a83565b9063ffffffff82511663ffffffff6104ec611807565b1601602083019463ffffffff86511663ffffffff61050861181a565b160195604085019663ffffffff88511663ffffffff61052561182d565b1601606087019264ffffffffff84511664ffffffffff610543611840565b160192608089019661ffff88511661ffff61055c6116e4565b16019663ffffffff81511682118015610768575b8015610755575b8015610741575b8015610730575b80156106a9575b6105ee57509360409b63ffffffff8b9a98958d9a98958264ffffffffff966105c79f8261ffff9c169052169052169052169052169052611e8f565b5481519073ffffffffffffffffffffffffffffffffffffffff8116825260a01c6020820152f35b6105fb8b61018492611cf0565b6106a7604051917f08bae04e00000000000000000000000000000000000000000000000000000000835261063160048401611724565b805163ffffffff90811660c48501526020820151811660e4850152604082015116610104840152606081015164ffffffffff16610124840152608081015161ffff1661014484015260a001517fffffffffffffffffffffffff000000000000000000000000000000000000000016610164830152565bfd5b5061ffff6106b56116e4565b161515806106fe575b801561058c57506106cd6116f5565b7fffffffffffffffffffffffff00000000000000000000000000000000000000008060a0840151169116141561058c565b507fffffffffffffffffffffffff00000000000000000000000000000000000000006107286116f5565b1615156106be565b5061ffff6080820151168811610585565b5064ffffffffff606082015116861161057e565b5063ffffffff6040820151168511610577565b5063ffffffff6020820151168311610570565b73ffffffffffffffffffffffffffffffffffffffff827fbe41466a000000000000000000000000000000000000000000000000000000005f521660045260245ffd5b346100c4575f6003193601126100c45760206040516108008152f35b346100c45760406003193601126100c457600435602435906001548082105f14610a8957818103908111610a2c57915b808311610a81575b5060648211610a78575b6108248261195d565b90610832604051928361191c565b82825261083e8361195d565b927fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe06020840194013685376108728161195d565b91610880604051938461191c565b8183527fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe06108ad8361195d565b015f5b818110610a595750505f5b82811061099757505050604051928392604084019060408552518091526060840191905f5b818110610968575050508281036020840152815180825260208201916020808360051b8301019401925f915b8383106109195786860387f35b919395509193602080610956837fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe08660019603018752895161155e565b9701930193019092869594929361090c565b825173ffffffffffffffffffffffffffffffffffffffff168452869550602093840193909201916001016108e0565b8082969495960190818311610a2c5773ffffffffffffffffffffffffffffffffffffffff6109c66001936117c2565b90549060031b1c166109d882896119ef565b5273ffffffffffffffffffffffffffffffffffffffff6109f882896119ef565b51165f525f602052610a0c60405f20611c36565b610a1682886119ef565b52610a2181876119ef565b5001949392946108bb565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b602090610a68979596976119a5565b82828901015201959493956108b0565b6064915061081b565b915082610811565b505f91610809565b346100c45760206003193601126100c4576004358015158091036100c4576002610aba33611b13565b0180547fffffffffffffff00ffffffffffffffffffffffffffffffffffffffffffffffff78ff0000000000000000000000000000000000000000000000008460c01b1691161790556040519081527f0add8830292bbec16ed173e471f1bc751d11d690407475d22d45feb62139444460203392a2005b346100c4576101406003193601126100c457610b4a6114ca565b60c07fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffdc3601126100c45760e435906bffffffffffffffffffffffff8216918281036100c4576101043567ffffffffffffffff81116100c457610bb09036906004016114ed565b90936101243567ffffffffffffffff81116100c457610bd39036906004016114ed565b9093335f525f60205260405f209084156114a257610103851161147057610800831161143e5761ffff610c046116e4565b16157fffffffffffffffffffffffff0000000000000000000000000000000000000000610c2f6116f5565b1615036113d957610c3f82611a83565b63ffffffff81511663ffffffff610c54611807565b16101590816113b6575b81611393575b8161136e575b81611350575b50156113445760028201805461ffff8160881c161515806112e8575b6112a65764ffffffffff8160981c1615611212575b505073ffffffffffffffffffffffffffffffffffffffff8083541697168097036111e7575b73ffffffffffffffffffffffffffffffffffffffff871660a09190911b7fffffffffffffffffffffffff0000000000000000000000000000000000000000161781556001810163ffffffff610d19611807565b1681549067ffffffff00000000610d2e61181a565b60201b167fff000000000000000000000000ffffffffffffffffffffffffffffffffffffff6bffffffff0000000000000000610d6861182d565b60401b167fffffffffffffffffffffffffff0000ffffffffffffffffffffffffffffffffff70ffffffffff000000000000000000000000610da7611840565b60601b16937fffffffffffffffffffffffffffffff0000000000ffffffffffffffffffffffff72ffff0000000000000000000000000000000000610de96116e4565b60881b16967fffffffffffffffffffffffffffffffffffffffff0000000000000000000000007effffffffffffffffffffffff0000000000000000000000000000000000000080610e386116f5565b60081c161699161716171617161717179055600381019067ffffffffffffffff85116110b857610e688254611854565b601f8111611196575b505f9185601f81116001146110f0576004935f916110e5575b508660011b907fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff8860031b1c19161790555b019567ffffffffffffffff82116110b857610ed78754611854565b601f8111611067575b505f96601f8311600114610f9d578291610f7c91610f8d947fd83da6b113f5aced84597215dfcc5022897402a46b9d24349bf3516f53bbe9f398999a5f91610f92575b508460011b907fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff8660031b1c19161790555b604051958695610f6487611724565b60c087015261012060e08701526101208601916118a5565b9083820361010085015233966118a5565b0390a3005b90508901358b610f23565b7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe08316815f5260205f20905f5b81811061104f5750918493917fd83da6b113f5aced84597215dfcc5022897402a46b9d24349bf3516f53bbe9f398999a610f8d96610f7c9510611017575b5050600184811b019055610f55565b7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff60f88760031b161c19908b01351690558a80611008565b888b0135835560209a8b019a60019093019201610fca565b82811115610ee057875f5260205f20601f840160051c90602085106110b0575b81601f9101920160051c03905f5b8281106110a3575050610ee0565b5f82820155600101611095565b5f9150611087565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b90508901358a610e8a565b7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe01692815f5260205f2090875f955b8c81881061117957506004965010611141575b5050600186811b019055610ebc565b7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff60f88960031b161c19908b01351690558980611132565b83013584556020968701966001909401939092019189915061111f565b85811115610e7157825f5260205f20601f870160051c90602088106111df575b81601f9101920160051c03905f5b8281106111d2575050610e71565b5f828201556001016111c4565b5f91506111b6565b86337fd58299b712891143e76310d5e664c4203c940a67db37cf856bdaa3c5c76a802c5f80a3610cc6565b7fffffffffffffffff0000000000ffffffffffffffffffffffffffffffffffffff164260981b77ffffffffff0000000000000000000000000000000000000016179055600154680100000000000000008110156110b85780600161127992016001556117c2565b81549060031b9073ffffffffffffffffffffffffffffffffffffffff33831b921b19161790558880610ca1565b6101846112b285611a83565b6106a7604051917f95edec9100000000000000000000000000000000000000000000000000000000835261063160048401611724565b507fffffffffffffffffffffffff0000000000000000000000000000000000000000600185015460081b167fffffffffffffffffffffffff000000000000000000000000000000000000000061133c6116f5565b161415610c8c565b6101846112b283611a83565b61ffff9150608001511661ffff6113656116e4565b16101589610c70565b905064ffffffffff60608201511664ffffffffff61138a611840565b16101590610c6a565b905063ffffffff60408201511663ffffffff6113ad61182d565b16101590610c64565b905063ffffffff60208201511663ffffffff6113d061181a565b16101590610c5e565b7fffffffffffffffffffffffff00000000000000000000000000000000000000006114026116e4565b61ffff61140d6116f5565b917fac7000da000000000000000000000000000000000000000000000000000000005f52166004521660245260445ffd5b827f7b551fee000000000000000000000000000000000000000000000000000000005f5260045261080060245260445ffd5b847fc4308709000000000000000000000000000000000000000000000000000000005f5260045261010360245260445ffd5b7f9817ee93000000000000000000000000000000000000000000000000000000005f5260045ffd5b6004359073ffffffffffffffffffffffffffffffffffffffff821682036100c457565b9181601f840112156100c45782359167ffffffffffffffff83116100c457602083818601950101116100c457565b907fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0601f602080948051918291828752018686015e5f8582860101520116010190565b6116e19173ffffffffffffffffffffffffffffffffffffffff82511681526bffffffffffffffffffffffff6020830151166020820152611617604083015160408301907fffffffffffffffffffffffff000000000000000000000000000000000000000060a0809263ffffffff815116855263ffffffff602082015116602086015263ffffffff604082015116604086015264ffffffffff606082015116606086015261ffff6080820151166080860152015116910152565b606082810151805163ffffffff908116610100850152602082015181166101208501526040820151166101408401529081015164ffffffffff16610160830152608081015161ffff1661018083015260a001517fffffffffffffffffffffffff0000000000000000000000000000000000000000166101a0820152608082015115156101c082015264ffffffffff60a0830151166101e082015260e06116cf60c084015161024061020085015261024084019061151b565b9201519061022081840391015261151b565b90565b60a43561ffff811681036100c45790565b60c4357fffffffffffffffffffffffff0000000000000000000000000000000000000000811681036100c45790565b60243563ffffffff81168091036100c457815260443563ffffffff81168091036100c457602082015260643563ffffffff81168091036100c457604082015260843564ffffffffff81168091036100c457606082015260a43561ffff81168091036100c457608082015260c435907fffffffffffffffffffffffff000000000000000000000000000000000000000082168092036100c45760a00152565b6001548110156117da5760015f5260205f2001905f90565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52603260045260245ffd5b60243563ffffffff811681036100c45790565b60443563ffffffff811681036100c45790565b60643563ffffffff811681036100c45790565b60843564ffffffffff811681036100c45790565b90600182811c9216801561189b575b602083101461186e57565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52602260045260245ffd5b91607f1691611863565b601f82602094937fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe093818652868601375f8582860101520116010190565b60c0810190811067ffffffffffffffff8211176110b857604052565b610100810190811067ffffffffffffffff8211176110b857604052565b90601f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0910116810190811067ffffffffffffffff8211176110b857604052565b67ffffffffffffffff81116110b85760051b60200190565b60405190611982826118e3565b5f60a0838281528260208201528260408201528260608201528260808201520152565b604051906119b2826118ff565b606060e0835f81525f60208201526119c8611975565b60408201526119d5611975565b838201525f60808201525f60a08201528260c08201520152565b80518210156117da5760209160051b010190565b90604051611a10816118e3565b60a07fffffffffffffffffffffffff000000000000000000000000000000000000000082945463ffffffff8116845263ffffffff8160201c16602085015263ffffffff8160401c16604085015264ffffffffff8160601c16606085015261ffff8160881c16608085015260081b16910152565b611a8b611975565b507fffffffffffffffffffffffff00000000000000000000000000000000000000006001600283015492015460081b1661ffff60405192611acb846118e3565b63ffffffff8116845263ffffffff8160201c16602085015263ffffffff8160401c16604085015264ffffffffff8160601c16606085015260881c16608083015260a082015290565b73ffffffffffffffffffffffffffffffffffffffff1690815f525f60205260405f209164ffffffffff600284015460981c1615611b4d5750565b7f7106cd1c000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b9060405191825f825492611b8b84611854565b8084529360018116908115611bf65750600114611bb2575b50611bb09250038361191c565b565b90505f9291925260205f20905f915b818310611bda575050906020611bb0928201015f611ba3565b6020919350806001915483858901015201910190918492611bc1565b60209350611bb09592507fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff0091501682840152151560051b8201015f611ba3565b611c3e6119a5565b50611cce600482549264ffffffffff611c5682611a83565b60028301549060405196611c69886118ff565b73ffffffffffffffffffffffffffffffffffffffff8116885260a01c6020880152611c9660018501611a03565b6040880152606087015260ff8160c01c161515608087015260981c1660a0850152611cc360038201611b78565b60c085015201611b78565b60e082015290565b9063ffffffff8091169116039063ffffffff8211610a2c57565b919091611cfb611975565b9263ffffffff82511663ffffffff825116908181115f14611e825763ffffffff91611d2591611cd6565b16845263ffffffff60208301511663ffffffff602083015116908181115f14611e755763ffffffff91611d5791611cd6565b16602085015263ffffffff60408301511663ffffffff604083015116908181115f14611e685763ffffffff91611d8c91611cd6565b16604085015264ffffffffff60608301511664ffffffffff606083015116908181115f14611e5a570364ffffffffff8111610a2c5764ffffffffff905b16606085015261ffff608081818501511692015116908181115f14611e2b570361ffff8111610a2c577fffffffffffffffffffffffff00000000000000000000000000000000000000009161ffff60a0925b16608086015201511660a0830152565b505060a07fffffffffffffffffffffffff00000000000000000000000000000000000000009161ffff5f611e1b565b505064ffffffffff5f611dc9565b505063ffffffff5f611d8c565b505063ffffffff5f611d57565b505063ffffffff5f611d25565b73ffffffffffffffffffffffffffffffffffffffff60c0917f503ab208126aec4a08eb5c718746d37280e84cf95553a3ad9674451c516caadf93600263ffffffff87511667ffffffff00000000602089015160201b16176bffffffff0000000000000000604089015160401b161770ffffffffff000000000000000000000000606089015160601b161772ffff0000000000000000000000000000000000608089015160881b161791019081549060ff82871c165f146120215777ffffffffff0000000000000000000000000000000000000078ffffffffffffffffffffffffffffffffffffffffffffffffff78010000000000000000000000000000000000000000000000005b1692161717905561201c60405180967fffffffffffffffffffffffff000000000000000000000000000000000000000060a0809263ffffffff815116855263ffffffff602082015116602086015263ffffffff604082015116604086015264ffffffffff606082015116606086015261ffff6080820151166080860152015116910152565b1692a2565b77ffffffffff0000000000000000000000000000000000000078ffffffffffffffffffffffffffffffffffffffffffffffffff5f611f9756",
}

// Registry is an auto generated Go binding around an Ethereum contract.
type Registry struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *Registry) GetABI() abi.ABI {
	return c.abi
}

// NewRegistry creates a new instance of Registry.
func NewRegistry() *Registry {
	parsed, err := RegistryMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &Registry{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *Registry) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackConstructor is the Go binding used to pack the parameters required for
// contract deployment.
//
// Solidity: constructor(address market_) returns()
func (registry *Registry) PackConstructor(market_ common.Address) []byte {
	enc, err := registry.abi.Pack("", market_)
	if err != nil {
		panic(err)
	}
	return enc
}

// PackENDPOINTLIMIT is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfa969caf.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function ENDPOINT_LIMIT() view returns(uint256)
func (registry *Registry) PackENDPOINTLIMIT() []byte {
	enc, err := registry.abi.Pack("ENDPOINT_LIMIT")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackENDPOINTLIMIT is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfa969caf.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function ENDPOINT_LIMIT() view returns(uint256)
func (registry *Registry) TryPackENDPOINTLIMIT() ([]byte, error) {
	return registry.abi.Pack("ENDPOINT_LIMIT")
}

// UnpackENDPOINTLIMIT is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xfa969caf.
//
// Solidity: function ENDPOINT_LIMIT() view returns(uint256)
func (registry *Registry) UnpackENDPOINTLIMIT(data []byte) (*big.Int, error) {
	out, err := registry.abi.Unpack("ENDPOINT_LIMIT", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackMETADATALIMIT is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x1938aadd.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function METADATA_LIMIT() view returns(uint256)
func (registry *Registry) PackMETADATALIMIT() []byte {
	enc, err := registry.abi.Pack("METADATA_LIMIT")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackMETADATALIMIT is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x1938aadd.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function METADATA_LIMIT() view returns(uint256)
func (registry *Registry) TryPackMETADATALIMIT() ([]byte, error) {
	return registry.abi.Pack("METADATA_LIMIT")
}

// UnpackMETADATALIMIT is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x1938aadd.
//
// Solidity: function METADATA_LIMIT() view returns(uint256)
func (registry *Registry) UnpackMETADATALIMIT(data []byte) (*big.Int, error) {
	out, err := registry.abi.Unpack("METADATA_LIMIT", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackPAGELIMIT is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8048d86c.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function PAGE_LIMIT() view returns(uint256)
func (registry *Registry) PackPAGELIMIT() []byte {
	enc, err := registry.abi.Pack("PAGE_LIMIT")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackPAGELIMIT is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8048d86c.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function PAGE_LIMIT() view returns(uint256)
func (registry *Registry) TryPackPAGELIMIT() ([]byte, error) {
	return registry.abi.Pack("PAGE_LIMIT")
}

// UnpackPAGELIMIT is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x8048d86c.
//
// Solidity: function PAGE_LIMIT() view returns(uint256)
func (registry *Registry) UnpackPAGELIMIT(data []byte) (*big.Int, error) {
	out, err := registry.abi.Unpack("PAGE_LIMIT", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackMarket is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x80f55605.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function market() view returns(address)
func (registry *Registry) PackMarket() []byte {
	enc, err := registry.abi.Pack("market")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackMarket is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x80f55605.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function market() view returns(address)
func (registry *Registry) TryPackMarket() ([]byte, error) {
	return registry.abi.Pack("market")
}

// UnpackMarket is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x80f55605.
//
// Solidity: function market() view returns(address)
func (registry *Registry) UnpackMarket(data []byte) (common.Address, error) {
	out, err := registry.abi.Unpack("market", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackNode is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xbffbe61c.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function node(address node_) view returns((address,uint96,(uint32,uint32,uint32,uint40,uint16,bytes12),(uint32,uint32,uint32,uint40,uint16,bytes12),bool,uint40,string,string))
func (registry *Registry) PackNode(node common.Address) []byte {
	enc, err := registry.abi.Pack("node", node)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackNode is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xbffbe61c.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function node(address node_) view returns((address,uint96,(uint32,uint32,uint32,uint40,uint16,bytes12),(uint32,uint32,uint32,uint40,uint16,bytes12),bool,uint40,string,string))
func (registry *Registry) TryPackNode(node common.Address) ([]byte, error) {
	return registry.abi.Pack("node", node)
}

// UnpackNode is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xbffbe61c.
//
// Solidity: function node(address node_) view returns((address,uint96,(uint32,uint32,uint32,uint40,uint16,bytes12),(uint32,uint32,uint32,uint40,uint16,bytes12),bool,uint40,string,string))
func (registry *Registry) UnpackNode(data []byte) (IRegistryNode, error) {
	out, err := registry.abi.Unpack("node", data)
	if err != nil {
		return *new(IRegistryNode), err
	}
	out0 := *abi.ConvertType(out[0], new(IRegistryNode)).(*IRegistryNode)
	return out0, nil
}

// PackNodeCount is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6da49b83.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function nodeCount() view returns(uint256)
func (registry *Registry) PackNodeCount() []byte {
	enc, err := registry.abi.Pack("nodeCount")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackNodeCount is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6da49b83.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function nodeCount() view returns(uint256)
func (registry *Registry) TryPackNodeCount() ([]byte, error) {
	return registry.abi.Pack("nodeCount")
}

// UnpackNodeCount is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x6da49b83.
//
// Solidity: function nodeCount() view returns(uint256)
func (registry *Registry) UnpackNodeCount(data []byte) (*big.Int, error) {
	out, err := registry.abi.Unpack("nodeCount", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackNodes is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x16dbf7db.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function nodes(uint256 offset, uint256 limit) view returns(address[] addresses, (address,uint96,(uint32,uint32,uint32,uint40,uint16,bytes12),(uint32,uint32,uint32,uint40,uint16,bytes12),bool,uint40,string,string)[] entries)
func (registry *Registry) PackNodes(offset *big.Int, limit *big.Int) []byte {
	enc, err := registry.abi.Pack("nodes", offset, limit)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackNodes is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x16dbf7db.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function nodes(uint256 offset, uint256 limit) view returns(address[] addresses, (address,uint96,(uint32,uint32,uint32,uint40,uint16,bytes12),(uint32,uint32,uint32,uint40,uint16,bytes12),bool,uint40,string,string)[] entries)
func (registry *Registry) TryPackNodes(offset *big.Int, limit *big.Int) ([]byte, error) {
	return registry.abi.Pack("nodes", offset, limit)
}

// NodesOutput serves as a container for the return parameters of contract
// method Nodes.
type NodesOutput struct {
	Addresses []common.Address
	Entries   []IRegistryNode
}

// UnpackNodes is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x16dbf7db.
//
// Solidity: function nodes(uint256 offset, uint256 limit) view returns(address[] addresses, (address,uint96,(uint32,uint32,uint32,uint40,uint16,bytes12),(uint32,uint32,uint32,uint40,uint16,bytes12),bool,uint40,string,string)[] entries)
func (registry *Registry) UnpackNodes(data []byte) (NodesOutput, error) {
	out, err := registry.abi.Unpack("nodes", data)
	outstruct := new(NodesOutput)
	if err != nil {
		return *outstruct, err
	}
	outstruct.Addresses = *abi.ConvertType(out[0], new([]common.Address)).(*[]common.Address)
	outstruct.Entries = *abi.ConvertType(out[1], new([]IRegistryNode)).(*[]IRegistryNode)
	return *outstruct, nil
}

// PackOperatorOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x636f35d3.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function operatorOf(address node_) view returns(address operator)
func (registry *Registry) PackOperatorOf(node common.Address) []byte {
	enc, err := registry.abi.Pack("operatorOf", node)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackOperatorOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x636f35d3.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function operatorOf(address node_) view returns(address operator)
func (registry *Registry) TryPackOperatorOf(node common.Address) ([]byte, error) {
	return registry.abi.Pack("operatorOf", node)
}

// UnpackOperatorOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x636f35d3.
//
// Solidity: function operatorOf(address node_) view returns(address operator)
func (registry *Registry) UnpackOperatorOf(data []byte) (common.Address, error) {
	out, err := registry.abi.Unpack("operatorOf", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackRegister is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x12216bb7.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function register(address operator, (uint32,uint32,uint32,uint40,uint16,bytes12) total, uint96 minStake, string endpoint, string metadataURI) returns()
func (registry *Registry) PackRegister(operator common.Address, total Resources, minStake *big.Int, endpoint string, metadataURI string) []byte {
	enc, err := registry.abi.Pack("register", operator, total, minStake, endpoint, metadataURI)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRegister is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x12216bb7.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function register(address operator, (uint32,uint32,uint32,uint40,uint16,bytes12) total, uint96 minStake, string endpoint, string metadataURI) returns()
func (registry *Registry) TryPackRegister(operator common.Address, total Resources, minStake *big.Int, endpoint string, metadataURI string) ([]byte, error) {
	return registry.abi.Pack("register", operator, total, minStake, endpoint, metadataURI)
}

// PackRelease is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x9e7bbd87.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function release(address node_, (uint32,uint32,uint32,uint40,uint16,bytes12) r) returns()
func (registry *Registry) PackRelease(node common.Address, r Resources) []byte {
	enc, err := registry.abi.Pack("release", node, r)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRelease is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x9e7bbd87.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function release(address node_, (uint32,uint32,uint32,uint40,uint16,bytes12) r) returns()
func (registry *Registry) TryPackRelease(node common.Address, r Resources) ([]byte, error) {
	return registry.abi.Pack("release", node, r)
}

// PackReserve is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x57851412.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function reserve(address node_, (uint32,uint32,uint32,uint40,uint16,bytes12) r) returns(address operator, uint96 minStake)
func (registry *Registry) PackReserve(node common.Address, r Resources) []byte {
	enc, err := registry.abi.Pack("reserve", node, r)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackReserve is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x57851412.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function reserve(address node_, (uint32,uint32,uint32,uint40,uint16,bytes12) r) returns(address operator, uint96 minStake)
func (registry *Registry) TryPackReserve(node common.Address, r Resources) ([]byte, error) {
	return registry.abi.Pack("reserve", node, r)
}

// ReserveOutput serves as a container for the return parameters of contract
// method Reserve.
type ReserveOutput struct {
	Operator common.Address
	MinStake *big.Int
}

// UnpackReserve is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x57851412.
//
// Solidity: function reserve(address node_, (uint32,uint32,uint32,uint40,uint16,bytes12) r) returns(address operator, uint96 minStake)
func (registry *Registry) UnpackReserve(data []byte) (ReserveOutput, error) {
	out, err := registry.abi.Unpack("reserve", data)
	outstruct := new(ReserveOutput)
	if err != nil {
		return *outstruct, err
	}
	outstruct.Operator = *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	outstruct.MinStake = abi.ConvertType(out[1], new(big.Int)).(*big.Int)
	return *outstruct, nil
}

// PackSetOperator is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb3ab15fb.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function setOperator(address operator) returns()
func (registry *Registry) PackSetOperator(operator common.Address) []byte {
	enc, err := registry.abi.Pack("setOperator", operator)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSetOperator is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb3ab15fb.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function setOperator(address operator) returns()
func (registry *Registry) TryPackSetOperator(operator common.Address) ([]byte, error) {
	return registry.abi.Pack("setOperator", operator)
}

// PackSetPaused is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x16c38b3c.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function setPaused(bool paused) returns()
func (registry *Registry) PackSetPaused(paused bool) []byte {
	enc, err := registry.abi.Pack("setPaused", paused)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSetPaused is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x16c38b3c.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function setPaused(bool paused) returns()
func (registry *Registry) TryPackSetPaused(paused bool) ([]byte, error) {
	return registry.abi.Pack("setPaused", paused)
}

// RegistryNodePaused represents a NodePaused event raised by the Registry contract.
type RegistryNodePaused struct {
	Node   common.Address
	Paused bool
	Raw    *types.Log // Blockchain specific contextual infos
}

const RegistryNodePausedEventName = "NodePaused"

// ContractEventName returns the user-defined event name.
func (RegistryNodePaused) ContractEventName() string {
	return RegistryNodePausedEventName
}

// UnpackNodePausedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event NodePaused(address indexed node, bool paused)
func (registry *Registry) UnpackNodePausedEvent(log *types.Log) (*RegistryNodePaused, error) {
	event := "NodePaused"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != registry.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(RegistryNodePaused)
	if len(log.Data) > 0 {
		if err := registry.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range registry.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// RegistryNodeRegistered represents a NodeRegistered event raised by the Registry contract.
type RegistryNodeRegistered struct {
	Node        common.Address
	Operator    common.Address
	Total       Resources
	MinStake    *big.Int
	Endpoint    string
	MetadataURI string
	Raw         *types.Log // Blockchain specific contextual infos
}

const RegistryNodeRegisteredEventName = "NodeRegistered"

// ContractEventName returns the user-defined event name.
func (RegistryNodeRegistered) ContractEventName() string {
	return RegistryNodeRegisteredEventName
}

// UnpackNodeRegisteredEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event NodeRegistered(address indexed node, address indexed operator, (uint32,uint32,uint32,uint40,uint16,bytes12) total, uint96 minStake, string endpoint, string metadataURI)
func (registry *Registry) UnpackNodeRegisteredEvent(log *types.Log) (*RegistryNodeRegistered, error) {
	event := "NodeRegistered"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != registry.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(RegistryNodeRegistered)
	if len(log.Data) > 0 {
		if err := registry.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range registry.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// RegistryOperatorChanged represents a OperatorChanged event raised by the Registry contract.
type RegistryOperatorChanged struct {
	Node     common.Address
	Operator common.Address
	Raw      *types.Log // Blockchain specific contextual infos
}

const RegistryOperatorChangedEventName = "OperatorChanged"

// ContractEventName returns the user-defined event name.
func (RegistryOperatorChanged) ContractEventName() string {
	return RegistryOperatorChangedEventName
}

// UnpackOperatorChangedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event OperatorChanged(address indexed node, address indexed operator)
func (registry *Registry) UnpackOperatorChangedEvent(log *types.Log) (*RegistryOperatorChanged, error) {
	event := "OperatorChanged"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != registry.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(RegistryOperatorChanged)
	if len(log.Data) > 0 {
		if err := registry.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range registry.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// RegistryReservedChanged represents a ReservedChanged event raised by the Registry contract.
type RegistryReservedChanged struct {
	Node     common.Address
	Reserved Resources
	Raw      *types.Log // Blockchain specific contextual infos
}

const RegistryReservedChangedEventName = "ReservedChanged"

// ContractEventName returns the user-defined event name.
func (RegistryReservedChanged) ContractEventName() string {
	return RegistryReservedChangedEventName
}

// UnpackReservedChangedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event ReservedChanged(address indexed node, (uint32,uint32,uint32,uint40,uint16,bytes12) reserved)
func (registry *Registry) UnpackReservedChangedEvent(log *types.Log) (*RegistryReservedChanged, error) {
	event := "ReservedChanged"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != registry.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(RegistryReservedChanged)
	if len(log.Data) > 0 {
		if err := registry.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range registry.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// UnpackError attempts to decode the provided error data using user-defined
// error definitions.
func (registry *Registry) UnpackError(raw []byte) (any, error) {
	if bytes.Equal(raw[:4], registry.abi.Errors["Registry_BelowReserved"].ID.Bytes()[:4]) {
		return registry.UnpackRegistryBelowReservedError(raw[4:])
	}
	if bytes.Equal(raw[:4], registry.abi.Errors["Registry_EmptyEndpoint"].ID.Bytes()[:4]) {
		return registry.UnpackRegistryEmptyEndpointError(raw[4:])
	}
	if bytes.Equal(raw[:4], registry.abi.Errors["Registry_EndpointTooLong"].ID.Bytes()[:4]) {
		return registry.UnpackRegistryEndpointTooLongError(raw[4:])
	}
	if bytes.Equal(raw[:4], registry.abi.Errors["Registry_GpuModel"].ID.Bytes()[:4]) {
		return registry.UnpackRegistryGpuModelError(raw[4:])
	}
	if bytes.Equal(raw[:4], registry.abi.Errors["Registry_MetadataTooLong"].ID.Bytes()[:4]) {
		return registry.UnpackRegistryMetadataTooLongError(raw[4:])
	}
	if bytes.Equal(raw[:4], registry.abi.Errors["Registry_NotRegistered"].ID.Bytes()[:4]) {
		return registry.UnpackRegistryNotRegisteredError(raw[4:])
	}
	if bytes.Equal(raw[:4], registry.abi.Errors["Registry_OnlyMarket"].ID.Bytes()[:4]) {
		return registry.UnpackRegistryOnlyMarketError(raw[4:])
	}
	if bytes.Equal(raw[:4], registry.abi.Errors["Registry_OutOfCapacity"].ID.Bytes()[:4]) {
		return registry.UnpackRegistryOutOfCapacityError(raw[4:])
	}
	if bytes.Equal(raw[:4], registry.abi.Errors["Registry_Paused"].ID.Bytes()[:4]) {
		return registry.UnpackRegistryPausedError(raw[4:])
	}
	if bytes.Equal(raw[:4], registry.abi.Errors["Registry_ZeroAddress"].ID.Bytes()[:4]) {
		return registry.UnpackRegistryZeroAddressError(raw[4:])
	}
	return nil, errors.New("Unknown error")
}

// RegistryRegistryBelowReserved represents a Registry_BelowReserved error raised by the Registry contract.
type RegistryRegistryBelowReserved struct {
	Total    Resources
	Reserved Resources
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Registry_BelowReserved((uint32,uint32,uint32,uint40,uint16,bytes12) total, (uint32,uint32,uint32,uint40,uint16,bytes12) reserved)
func RegistryRegistryBelowReservedErrorID() common.Hash {
	return common.HexToHash("0x95edec911288c5f788c968fb195c6dd0f24875f9391ddad990d2468188f3ffed")
}

// UnpackRegistryBelowReservedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Registry_BelowReserved((uint32,uint32,uint32,uint40,uint16,bytes12) total, (uint32,uint32,uint32,uint40,uint16,bytes12) reserved)
func (registry *Registry) UnpackRegistryBelowReservedError(raw []byte) (*RegistryRegistryBelowReserved, error) {
	out := new(RegistryRegistryBelowReserved)
	if err := registry.abi.UnpackIntoInterface(out, "Registry_BelowReserved", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// RegistryRegistryEmptyEndpoint represents a Registry_EmptyEndpoint error raised by the Registry contract.
type RegistryRegistryEmptyEndpoint struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Registry_EmptyEndpoint()
func RegistryRegistryEmptyEndpointErrorID() common.Hash {
	return common.HexToHash("0x9817ee935d0007c60c6c82218cb1484891d4e0e41344c4a3b372b3e674c184bf")
}

// UnpackRegistryEmptyEndpointError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Registry_EmptyEndpoint()
func (registry *Registry) UnpackRegistryEmptyEndpointError(raw []byte) (*RegistryRegistryEmptyEndpoint, error) {
	out := new(RegistryRegistryEmptyEndpoint)
	if err := registry.abi.UnpackIntoInterface(out, "Registry_EmptyEndpoint", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// RegistryRegistryEndpointTooLong represents a Registry_EndpointTooLong error raised by the Registry contract.
type RegistryRegistryEndpointTooLong struct {
	Length *big.Int
	Limit  *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Registry_EndpointTooLong(uint256 length, uint256 limit)
func RegistryRegistryEndpointTooLongErrorID() common.Hash {
	return common.HexToHash("0xc430870920e67c9b8148899f2ce46a680d28f3dc7b806d57a507119636326c92")
}

// UnpackRegistryEndpointTooLongError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Registry_EndpointTooLong(uint256 length, uint256 limit)
func (registry *Registry) UnpackRegistryEndpointTooLongError(raw []byte) (*RegistryRegistryEndpointTooLong, error) {
	out := new(RegistryRegistryEndpointTooLong)
	if err := registry.abi.UnpackIntoInterface(out, "Registry_EndpointTooLong", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// RegistryRegistryGpuModel represents a Registry_GpuModel error raised by the Registry contract.
type RegistryRegistryGpuModel struct {
	Gpu      uint16
	GpuModel [12]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Registry_GpuModel(uint16 gpu, bytes12 gpuModel)
func RegistryRegistryGpuModelErrorID() common.Hash {
	return common.HexToHash("0xac7000dab06adbbb845ee481f5c88640d867d9d23fdf8dc0882b0b4867440d32")
}

// UnpackRegistryGpuModelError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Registry_GpuModel(uint16 gpu, bytes12 gpuModel)
func (registry *Registry) UnpackRegistryGpuModelError(raw []byte) (*RegistryRegistryGpuModel, error) {
	out := new(RegistryRegistryGpuModel)
	if err := registry.abi.UnpackIntoInterface(out, "Registry_GpuModel", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// RegistryRegistryMetadataTooLong represents a Registry_MetadataTooLong error raised by the Registry contract.
type RegistryRegistryMetadataTooLong struct {
	Length *big.Int
	Limit  *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Registry_MetadataTooLong(uint256 length, uint256 limit)
func RegistryRegistryMetadataTooLongErrorID() common.Hash {
	return common.HexToHash("0x7b551fee3e9f620c14345bb6a975f0e51bc9811c3f39f5ea5198583f8a99248b")
}

// UnpackRegistryMetadataTooLongError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Registry_MetadataTooLong(uint256 length, uint256 limit)
func (registry *Registry) UnpackRegistryMetadataTooLongError(raw []byte) (*RegistryRegistryMetadataTooLong, error) {
	out := new(RegistryRegistryMetadataTooLong)
	if err := registry.abi.UnpackIntoInterface(out, "Registry_MetadataTooLong", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// RegistryRegistryNotRegistered represents a Registry_NotRegistered error raised by the Registry contract.
type RegistryRegistryNotRegistered struct {
	Node common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Registry_NotRegistered(address node)
func RegistryRegistryNotRegisteredErrorID() common.Hash {
	return common.HexToHash("0x7106cd1cdb3ab574f87d9efa111160dcbe7072c2eba3a2d575289cd812b76977")
}

// UnpackRegistryNotRegisteredError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Registry_NotRegistered(address node)
func (registry *Registry) UnpackRegistryNotRegisteredError(raw []byte) (*RegistryRegistryNotRegistered, error) {
	out := new(RegistryRegistryNotRegistered)
	if err := registry.abi.UnpackIntoInterface(out, "Registry_NotRegistered", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// RegistryRegistryOnlyMarket represents a Registry_OnlyMarket error raised by the Registry contract.
type RegistryRegistryOnlyMarket struct {
	Caller common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Registry_OnlyMarket(address caller)
func RegistryRegistryOnlyMarketErrorID() common.Hash {
	return common.HexToHash("0x3177c4528320cbf0fd2eb542fd9578d924902dd0d14151963fc160815397e316")
}

// UnpackRegistryOnlyMarketError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Registry_OnlyMarket(address caller)
func (registry *Registry) UnpackRegistryOnlyMarketError(raw []byte) (*RegistryRegistryOnlyMarket, error) {
	out := new(RegistryRegistryOnlyMarket)
	if err := registry.abi.UnpackIntoInterface(out, "Registry_OnlyMarket", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// RegistryRegistryOutOfCapacity represents a Registry_OutOfCapacity error raised by the Registry contract.
type RegistryRegistryOutOfCapacity struct {
	Wanted Resources
	Free   Resources
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Registry_OutOfCapacity((uint32,uint32,uint32,uint40,uint16,bytes12) wanted, (uint32,uint32,uint32,uint40,uint16,bytes12) free)
func RegistryRegistryOutOfCapacityErrorID() common.Hash {
	return common.HexToHash("0x08bae04eee0757c1b656152983c0b3b06f1349a29b267235c61dff1a76ffad21")
}

// UnpackRegistryOutOfCapacityError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Registry_OutOfCapacity((uint32,uint32,uint32,uint40,uint16,bytes12) wanted, (uint32,uint32,uint32,uint40,uint16,bytes12) free)
func (registry *Registry) UnpackRegistryOutOfCapacityError(raw []byte) (*RegistryRegistryOutOfCapacity, error) {
	out := new(RegistryRegistryOutOfCapacity)
	if err := registry.abi.UnpackIntoInterface(out, "Registry_OutOfCapacity", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// RegistryRegistryPaused represents a Registry_Paused error raised by the Registry contract.
type RegistryRegistryPaused struct {
	Node common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Registry_Paused(address node)
func RegistryRegistryPausedErrorID() common.Hash {
	return common.HexToHash("0xbe41466a1b093ed7a6de526b6ae1b94c912f414bb800edd84dd1385c50370aef")
}

// UnpackRegistryPausedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Registry_Paused(address node)
func (registry *Registry) UnpackRegistryPausedError(raw []byte) (*RegistryRegistryPaused, error) {
	out := new(RegistryRegistryPaused)
	if err := registry.abi.UnpackIntoInterface(out, "Registry_Paused", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// RegistryRegistryZeroAddress represents a Registry_ZeroAddress error raised by the Registry contract.
type RegistryRegistryZeroAddress struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Registry_ZeroAddress()
func RegistryRegistryZeroAddressErrorID() common.Hash {
	return common.HexToHash("0x7b3731c2c45e9abf36e3539a5971f7d23518897aa28729b6d8ddcbf79e310e27")
}

// UnpackRegistryZeroAddressError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Registry_ZeroAddress()
func (registry *Registry) UnpackRegistryZeroAddressError(raw []byte) (*RegistryRegistryZeroAddress, error) {
	out := new(RegistryRegistryZeroAddress)
	if err := registry.abi.UnpackIntoInterface(out, "Registry_ZeroAddress", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TokenMetaData contains all meta data concerning the Token contract.
var TokenMetaData = bind.MetaData{
	ABI: "[{\"inputs\":[{\"internalType\":\"address\",\"name\":\"admin\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"cap_\",\"type\":\"uint256\"},{\"internalType\":\"address[]\",\"name\":\"minters\",\"type\":\"address[]\"},{\"internalType\":\"address[]\",\"name\":\"holders\",\"type\":\"address[]\"},{\"internalType\":\"uint256[]\",\"name\":\"amounts\",\"type\":\"uint256[]\"}],\"stateMutability\":\"nonpayable\",\"type\":\"constructor\"},{\"inputs\":[],\"name\":\"AccessControlBadConfirmation\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"},{\"internalType\":\"bytes32\",\"name\":\"neededRole\",\"type\":\"bytes32\"}],\"name\":\"AccessControlUnauthorizedAccount\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"ECDSAInvalidSignature\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"length\",\"type\":\"uint256\"}],\"name\":\"ECDSAInvalidSignatureLength\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"s\",\"type\":\"bytes32\"}],\"name\":\"ECDSAInvalidSignatureS\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"increasedSupply\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"cap\",\"type\":\"uint256\"}],\"name\":\"ERC20ExceededCap\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"spender\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"allowance\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"needed\",\"type\":\"uint256\"}],\"name\":\"ERC20InsufficientAllowance\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"sender\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"balance\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"needed\",\"type\":\"uint256\"}],\"name\":\"ERC20InsufficientBalance\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"approver\",\"type\":\"address\"}],\"name\":\"ERC20InvalidApprover\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"cap\",\"type\":\"uint256\"}],\"name\":\"ERC20InvalidCap\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"receiver\",\"type\":\"address\"}],\"name\":\"ERC20InvalidReceiver\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"sender\",\"type\":\"address\"}],\"name\":\"ERC20InvalidSender\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"spender\",\"type\":\"address\"}],\"name\":\"ERC20InvalidSpender\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"deadline\",\"type\":\"uint256\"}],\"name\":\"ERC2612ExpiredSignature\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"signer\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"owner\",\"type\":\"address\"}],\"name\":\"ERC2612InvalidSigner\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"currentNonce\",\"type\":\"uint256\"}],\"name\":\"InvalidAccountNonce\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"InvalidShortString\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"string\",\"name\":\"str\",\"type\":\"string\"}],\"name\":\"StringTooLong\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"holders\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"amounts\",\"type\":\"uint256\"}],\"name\":\"Token_GenesisMismatch\",\"type\":\"error\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"owner\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"spender\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"value\",\"type\":\"uint256\"}],\"name\":\"Approval\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[],\"name\":\"EIP712DomainChanged\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"role\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"previousAdminRole\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"newAdminRole\",\"type\":\"bytes32\"}],\"name\":\"RoleAdminChanged\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"role\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"sender\",\"type\":\"address\"}],\"name\":\"RoleGranted\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"role\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"sender\",\"type\":\"address\"}],\"name\":\"RoleRevoked\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"from\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"value\",\"type\":\"uint256\"}],\"name\":\"Transfer\",\"type\":\"event\"},{\"inputs\":[],\"name\":\"DEFAULT_ADMIN_ROLE\",\"outputs\":[{\"internalType\":\"bytes32\",\"name\":\"\",\"type\":\"bytes32\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"DOMAIN_SEPARATOR\",\"outputs\":[{\"internalType\":\"bytes32\",\"name\":\"\",\"type\":\"bytes32\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"MINTER_ROLE\",\"outputs\":[{\"internalType\":\"bytes32\",\"name\":\"\",\"type\":\"bytes32\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"owner\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"spender\",\"type\":\"address\"}],\"name\":\"allowance\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"spender\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"value\",\"type\":\"uint256\"}],\"name\":\"approve\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"\",\"type\":\"bool\"}],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"}],\"name\":\"balanceOf\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"cap\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"decimals\",\"outputs\":[{\"internalType\":\"uint8\",\"name\":\"\",\"type\":\"uint8\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"role\",\"type\":\"bytes32\"}],\"name\":\"getRoleAdmin\",\"outputs\":[{\"internalType\":\"bytes32\",\"name\":\"\",\"type\":\"bytes32\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"role\",\"type\":\"bytes32\"},{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"}],\"name\":\"grantRole\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"role\",\"type\":\"bytes32\"},{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"}],\"name\":\"hasRole\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"\",\"type\":\"bool\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"name\":\"mint\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"name\",\"outputs\":[{\"internalType\":\"string\",\"name\":\"\",\"type\":\"string\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"owner\",\"type\":\"address\"}],\"name\":\"nonces\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"owner\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"spender\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"value\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"deadline\",\"type\":\"uint256\"},{\"internalType\":\"uint8\",\"name\":\"v\",\"type\":\"uint8\"},{\"internalType\":\"bytes32\",\"name\":\"r\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"s\",\"type\":\"bytes32\"}],\"name\":\"permit\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"role\",\"type\":\"bytes32\"},{\"internalType\":\"address\",\"name\":\"callerConfirmation\",\"type\":\"address\"}],\"name\":\"renounceRole\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"role\",\"type\":\"bytes32\"},{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"}],\"name\":\"revokeRole\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes4\",\"name\":\"interfaceId\",\"type\":\"bytes4\"}],\"name\":\"supportsInterface\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"\",\"type\":\"bool\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"symbol\",\"outputs\":[{\"internalType\":\"string\",\"name\":\"\",\"type\":\"string\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"totalSupply\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"value\",\"type\":\"uint256\"}],\"name\":\"transfer\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"\",\"type\":\"bool\"}],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"from\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"value\",\"type\":\"uint256\"}],\"name\":\"transferFrom\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"\",\"type\":\"bool\"}],\"stateMutability\":\"nonpayable\",\"type\":\"function\"}]",
	ID:  "e088a626a73b4fb3e5cfedc7300173fac8",
	Bin: "0x610180806040523461068c57611ddd803803809161001d8285610690565b8339810160a08282031261068c57610034826106b3565b60208301516040840151909391906001600160401b03811161068c578361005c9184016106de565b60608301519094906001600160401b03811161068c578461007e9185016106de565b608084015190936001600160401b03821161068c57019380601f8601121561068c5784516100ab816106c7565b956100b96040519788610690565b81875260208088019260051b82010192831161068c57602001905b82821061067c575050506040516100ec604082610690565b600581526020810164084cae4e8d60db1b81526040519161010e604084610690565b6005835264084cae4e8d60db1b60208401526040519361012f604086610690565b600385526210949560ea1b60208601526040519461014e604087610690565b60018652603160f81b60208701908152855190956001600160401b0382116105775760035490600182811c92168015610672575b60208310146105595781601f8493116105fc575b50602090601f8311600114610596575f9261058b575b50508160011b915f199060031b1c1916176003555b8051906001600160401b0382116105775760045490600182811c9216801561056d575b60208310146105595781601f8493116104e3575b50602090601f831160011461047d575f92610472575b50508160011b915f199060031b1c1916176004555b801561045f5760805261023581610874565b6101405261024284610874565b6101605251902091826101005251902080610120524660c0526040519060208201927f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f8452604083015260608201524660808201523060a082015260a081526102ac60c082610690565b51902060a0523060e052815183519081810361044a5750506001600160a01b03811661043a575b505f5b8351811015610305576001906102fe6001600160a01b036102f78388610743565b51166107e1565b50016102d6565b50905f5b82518110156103d8576001600160a01b036103248285610743565b51166103308284610743565b5181156103c557600254908082018092116103b15760207fddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef915f9360025584845283825260408420818154019055604051908152a360805160025481811161039c575050600101610309565b63279e7e1560e21b5f5260045260245260445ffd5b634e487b7160e01b5f52601160045260245ffd5b63ec442f0560e01b5f525f60045260245ffd5b60405161149d90816108e082396080518181816107de0152610983015260a051816110aa015260c05181611167015260e0518161107b015261010051816110f90152610120518161111f01526101405181610598015261016051816105c10152f35b6104439061076b565b505f6102d3565b6371c67fef60e01b5f5260045260245260445ffd5b63392e1e2760e01b5f525f60045260245ffd5b015190505f8061020e565b60045f9081528281209350601f198516905b8181106104cb57509084600195949392106104b3575b505050811b01600455610223565b01515f1960f88460031b161c191690555f80806104a5565b9293602060018192878601518155019501930161048f565b828111156101f85760045f52909150601f830160051c7f8a35acfbc15ff81a39ae7d344fd709f28e8600b4aa8c65c6b64bfe7fe36bd19b60208510610551575b849392601f0160051c82900391015f5b8281106105415750506101f8565b5f81830155859450600101610533565b5f9150610523565b634e487b7160e01b5f52602260045260245ffd5b91607f16916101e4565b634e487b7160e01b5f52604160045260245ffd5b015190505f806101ac565b60035f9081528281209350601f198516905b8181106105e457509084600195949392106105cc575b505050811b016003556101c1565b01515f1960f88460031b161c191690555f80806105be565b929360206001819287860151815501950193016105a8565b828111156101965760035f52909150601f830160051c7fc2575a0e9e593c00f959f8c92f12db2869c3395a3b0502d05e2516446f71f85b6020851061066a575b849392601f0160051c82900391015f5b82811061065a575050610196565b5f8183015585945060010161064c565b5f915061063c565b91607f1691610182565b81518152602091820191016100d4565b5f80fd5b601f909101601f19168101906001600160401b0382119082101761057757604052565b51906001600160a01b038216820361068c57565b6001600160401b0381116105775760051b60200190565b9080601f8301121561068c5781516106f5816106c7565b926107036040519485610690565b81845260208085019260051b82010192831161068c57602001905b82821061072b5750505090565b60208091610738846106b3565b81520191019061071e565b80518210156107575760209160051b010190565b634e487b7160e01b5f52603260045260245ffd5b6001600160a01b0381165f9081525f516020611dbd5f395f51905f52602052604090205460ff166107dc576001600160a01b03165f8181525f516020611dbd5f395f51905f5260205260408120805460ff191660011790553391905f516020611d7d5f395f51905f528180a4600190565b505f90565b6001600160a01b0381165f9081525f516020611d9d5f395f51905f52602052604090205460ff166107dc576001600160a01b03165f8181525f516020611d9d5f395f51905f5260205260408120805460ff191660011790553391907f9f2df0fed2c77648de5860a4cc508cd0818c85b8b8a1ab4ceeef8d981c8956a6905f516020611d7d5f395f51905f529080a4600190565b601f81511161089f576020815191015160208210610890571790565b5f198260200360031b1b161790565b604460209160405192839163305a27a960e01b83528160048401528051918291826024860152018484015e5f828201840152601f01601f19168101030190fdfe6080806040526004361015610012575f80fd5b5f3560e01c90816301ffc9a714610c9e5750806306fdde0314610be3578063095ea7b314610bbd57806318160ddd14610ba057806323b872dd14610a2a578063248a9ca3146109ff5780632f2ff15d146109c1578063313ce567146109a6578063355274ea1461096c5780633644e5151461094a57806336568abe146108e057806340c10f191461071d57806370a08231146106d95780637ecebe001461069457806384b0196e1461058057806391d148541461052957806395d89b41146103e6578063a217fddf146103cc578063a9059cbb1461039b578063d505accf1461020a578063d5391393146101d0578063d547741f1461018b5763dd62ed3e14610119575f80fd5b3461018757604060031936011261018757610132610d7f565b73ffffffffffffffffffffffffffffffffffffffff61014f610da2565b91165f52600160205273ffffffffffffffffffffffffffffffffffffffff60405f2091165f52602052602060405f2054604051908152f35b5f80fd5b34610187576040600319360112610187576101ce6004356101aa610da2565b906101c96101c4825f526008602052600160405f20015490565b610f29565b61118d565b005b34610187575f6003193601126101875760206040517f9f2df0fed2c77648de5860a4cc508cd0818c85b8b8a1ab4ceeef8d981c8956a68152f35b346101875760e060031936011261018757610223610d7f565b61022b610da2565b604435906064359260843560ff811681036101875784421161036f5761032c61032373ffffffffffffffffffffffffffffffffffffffff9283851697885f52600760205260405f20908154916001830190556040519060208201927f6e71edae12b1b97f4d1f60370fef10105fa2faae0126114a169c64845d6126c984528b6040840152878a1660608401528a608084015260a083015260c082015260c081526102d660e082610dc5565b5190206102e1611064565b90604051917f190100000000000000000000000000000000000000000000000000000000000083526002830152602282015260c43591604260a435922061132b565b909291926113c5565b1684810361033f57506101ce9350611257565b84907f4b800e46000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b847f62791302000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b34610187576040600319360112610187576103c16103b7610d7f565b6024359033610e33565b602060405160018152f35b34610187575f6003193601126101875760206040515f8152f35b34610187575f600319360112610187576040515f6004548060011c9060018116801561051f575b6020831081146104f2578285529081156104b05750600114610452575b61044e8361043a81850382610dc5565b604051918291602083526020830190610d3c565b0390f35b91905060045f527f8a35acfbc15ff81a39ae7d344fd709f28e8600b4aa8c65c6b64bfe7fe36bd19b915f905b8082106104965750909150810160200161043a61042a565b91926001816020925483858801015201910190929161047e565b7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff001660208086019190915291151560051b8401909101915061043a905061042a565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52602260045260245ffd5b91607f169161040d565b3461018757604060031936011261018757610542610da2565b6004355f52600860205273ffffffffffffffffffffffffffffffffffffffff60405f2091165f52602052602060ff60405f2054166040519015158152f35b34610187575f600319360112610187576106386105bc7f00000000000000000000000000000000000000000000000000000000000000006112d4565b6105e57f00000000000000000000000000000000000000000000000000000000000000006112d4565b6020610646604051926105f88385610dc5565b5f84525f3681376040519586957f0f00000000000000000000000000000000000000000000000000000000000000875260e08588015260e0870190610d3c565b908582036040870152610d3c565b4660608501523060808501525f60a085015283810360c08501528180845192838152019301915f5b82811061067d57505050500390f35b83518552869550938101939281019260010161066e565b346101875760206003193601126101875773ffffffffffffffffffffffffffffffffffffffff6106c2610d7f565b165f526007602052602060405f2054604051908152f35b346101875760206003193601126101875773ffffffffffffffffffffffffffffffffffffffff610707610d7f565b165f525f602052602060405f2054604051908152f35b3461018757604060031936011261018757610736610d7f565b335f9081527f51a495916474fe1a0c0fcfb65a8a97682b84a054118858cdd1f5dfd7fc0919eb6020526040902054602435919060ff16156108905773ffffffffffffffffffffffffffffffffffffffff1690811561086457600254908082018092116108375760207fddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef915f9360025584845283825260408420818154019055604051908152a37f000000000000000000000000000000000000000000000000000000000000000060025481811161080957005b7f9e79f854000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b7fec442f05000000000000000000000000000000000000000000000000000000005f525f60045260245ffd5b7fe2517d3f000000000000000000000000000000000000000000000000000000005f52336004527f9f2df0fed2c77648de5860a4cc508cd0818c85b8b8a1ab4ceeef8d981c8956a660245260445ffd5b34610187576040600319360112610187576108f9610da2565b3373ffffffffffffffffffffffffffffffffffffffff821603610922576101ce9060043561118d565b7f6697b232000000000000000000000000000000000000000000000000000000005f5260045ffd5b34610187575f600319360112610187576020610964611064565b604051908152f35b34610187575f6003193601126101875760206040517f00000000000000000000000000000000000000000000000000000000000000008152f35b34610187575f60031936011261018757602060405160128152f35b34610187576040600319360112610187576101ce6004356109e0610da2565b906109fa6101c4825f526008602052600160405f20015490565b610f90565b346101875760206003193601126101875760206109646004355f526008602052600160405f20015490565b3461018757606060031936011261018757610a43610d7f565b610a4b610da2565b6044359073ffffffffffffffffffffffffffffffffffffffff831692835f52600160205260405f2073ffffffffffffffffffffffffffffffffffffffff33165f5260205260405f20547fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff8110610ac7575b506103c19350610e33565b838110610b6c578415610b40573315610b14576103c1945f52600160205260405f2073ffffffffffffffffffffffffffffffffffffffff33165f526020528360405f209103905584610abc565b7f94280d62000000000000000000000000000000000000000000000000000000005f525f60045260245ffd5b7fe602df05000000000000000000000000000000000000000000000000000000005f525f60045260245ffd5b83907ffb8f41b2000000000000000000000000000000000000000000000000000000005f523360045260245260445260645ffd5b34610187575f600319360112610187576020600254604051908152f35b34610187576040600319360112610187576103c1610bd9610d7f565b6024359033611257565b34610187575f600319360112610187576040515f6003548060011c90600181168015610c94575b6020831081146104f2578285529081156104b05750600114610c365761044e8361043a81850382610dc5565b91905060035f527fc2575a0e9e593c00f959f8c92f12db2869c3395a3b0502d05e2516446f71f85b915f905b808210610c7a5750909150810160200161043a61042a565b919260018160209254838588010152019101909291610c62565b91607f1691610c0a565b3461018757602060031936011261018757600435907fffffffff00000000000000000000000000000000000000000000000000000000821680920361018757817f7965db0b0000000000000000000000000000000000000000000000000000000060209314908115610d12575b5015158152f35b7f01ffc9a70000000000000000000000000000000000000000000000000000000091501483610d0b565b907fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0601f602080948051918291828752018686015e5f8582860101520116010190565b6004359073ffffffffffffffffffffffffffffffffffffffff8216820361018757565b6024359073ffffffffffffffffffffffffffffffffffffffff8216820361018757565b90601f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0910116810190811067ffffffffffffffff821117610e0657604052565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b73ffffffffffffffffffffffffffffffffffffffff16908115610efd5773ffffffffffffffffffffffffffffffffffffffff1691821561086457815f525f60205260405f2054818110610ecb57817fddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef92602092855f525f84520360405f2055845f525f825260405f20818154019055604051908152a3565b827fe450d38c000000000000000000000000000000000000000000000000000000005f5260045260245260445260645ffd5b7f96c6fd1e000000000000000000000000000000000000000000000000000000005f525f60045260245ffd5b805f52600860205260405f2073ffffffffffffffffffffffffffffffffffffffff33165f5260205260ff60405f20541615610f615750565b7fe2517d3f000000000000000000000000000000000000000000000000000000005f523360045260245260445ffd5b805f52600860205260405f2073ffffffffffffffffffffffffffffffffffffffff83165f5260205260ff60405f205416155f1461105e57805f52600860205260405f2073ffffffffffffffffffffffffffffffffffffffff83165f5260205260405f2060017fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff0082541617905573ffffffffffffffffffffffffffffffffffffffff339216907f2f8788117e7eff1d82e926ec794901d17c78024a50270940304540a733656f0d5f80a4600190565b50505f90565b73ffffffffffffffffffffffffffffffffffffffff7f000000000000000000000000000000000000000000000000000000000000000016301480611164575b156110cc577f000000000000000000000000000000000000000000000000000000000000000090565b60405160208101907f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f82527f000000000000000000000000000000000000000000000000000000000000000060408201527f000000000000000000000000000000000000000000000000000000000000000060608201524660808201523060a082015260a0815261115e60c082610dc5565b51902090565b507f000000000000000000000000000000000000000000000000000000000000000046146110a3565b805f52600860205260405f2073ffffffffffffffffffffffffffffffffffffffff83165f5260205260ff60405f2054165f1461105e57805f52600860205260405f2073ffffffffffffffffffffffffffffffffffffffff83165f5260205260405f207fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff00815416905573ffffffffffffffffffffffffffffffffffffffff339216907ff6391f5c32d9c69d2a47ea670b442974b53935d1edc7fd64eb21e047a839171b5f80a4600190565b73ffffffffffffffffffffffffffffffffffffffff16908115610b405773ffffffffffffffffffffffffffffffffffffffff16918215610b145760207f8c5be1e5ebec7d5bd14f71427d1e84f3dd0314c0f7b2291e5b200ac8c7c3b92591835f526001825260405f20855f5282528060405f2055604051908152a3565b60ff811690601f821161130357604051916112f0604084610dc5565b6020808452838101919036833783525290565b7fb3512b0c000000000000000000000000000000000000000000000000000000005f5260045ffd5b91907f7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a084116113ba579160209360809260ff5f9560405194855216868401526040830152606082015282805260015afa156113af575f5173ffffffffffffffffffffffffffffffffffffffff8116156113a557905f905f90565b505f906001905f90565b6040513d5f823e3d90fd5b5050505f9160039190565b600481101561147057806113d7575050565b60018103611407577ff645eedf000000000000000000000000000000000000000000000000000000005f5260045ffd5b6002810361143b57507ffce698f7000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b6003146114455750565b7fd78bce0c000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b7f4e487b71000000000000000000000000000000000000000000000000000000005f52602160045260245ffd2f8788117e7eff1d82e926ec794901d17c78024a50270940304540a733656f0d51a495916474fe1a0c0fcfb65a8a97682b84a054118858cdd1f5dfd7fc0919eb5eff886ea0ce6ca488a3d6e336d6c0f75f46d19b42c06ce5ee98e42c96d256c7",
}

// Token is an auto generated Go binding around an Ethereum contract.
type Token struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *Token) GetABI() abi.ABI {
	return c.abi
}

// NewToken creates a new instance of Token.
func NewToken() *Token {
	parsed, err := TokenMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &Token{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *Token) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackConstructor is the Go binding used to pack the parameters required for
// contract deployment.
//
// Solidity: constructor(address admin, uint256 cap_, address[] minters, address[] holders, uint256[] amounts) returns()
func (token *Token) PackConstructor(admin common.Address, cap_ *big.Int, minters []common.Address, holders []common.Address, amounts []*big.Int) []byte {
	enc, err := token.abi.Pack("", admin, cap_, minters, holders, amounts)
	if err != nil {
		panic(err)
	}
	return enc
}

// PackDEFAULTADMINROLE is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa217fddf.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function DEFAULT_ADMIN_ROLE() view returns(bytes32)
func (token *Token) PackDEFAULTADMINROLE() []byte {
	enc, err := token.abi.Pack("DEFAULT_ADMIN_ROLE")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackDEFAULTADMINROLE is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa217fddf.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function DEFAULT_ADMIN_ROLE() view returns(bytes32)
func (token *Token) TryPackDEFAULTADMINROLE() ([]byte, error) {
	return token.abi.Pack("DEFAULT_ADMIN_ROLE")
}

// UnpackDEFAULTADMINROLE is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xa217fddf.
//
// Solidity: function DEFAULT_ADMIN_ROLE() view returns(bytes32)
func (token *Token) UnpackDEFAULTADMINROLE(data []byte) ([32]byte, error) {
	out, err := token.abi.Unpack("DEFAULT_ADMIN_ROLE", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackDOMAINSEPARATOR is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3644e515.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function DOMAIN_SEPARATOR() view returns(bytes32)
func (token *Token) PackDOMAINSEPARATOR() []byte {
	enc, err := token.abi.Pack("DOMAIN_SEPARATOR")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackDOMAINSEPARATOR is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3644e515.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function DOMAIN_SEPARATOR() view returns(bytes32)
func (token *Token) TryPackDOMAINSEPARATOR() ([]byte, error) {
	return token.abi.Pack("DOMAIN_SEPARATOR")
}

// UnpackDOMAINSEPARATOR is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x3644e515.
//
// Solidity: function DOMAIN_SEPARATOR() view returns(bytes32)
func (token *Token) UnpackDOMAINSEPARATOR(data []byte) ([32]byte, error) {
	out, err := token.abi.Unpack("DOMAIN_SEPARATOR", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackMINTERROLE is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd5391393.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function MINTER_ROLE() view returns(bytes32)
func (token *Token) PackMINTERROLE() []byte {
	enc, err := token.abi.Pack("MINTER_ROLE")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackMINTERROLE is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd5391393.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function MINTER_ROLE() view returns(bytes32)
func (token *Token) TryPackMINTERROLE() ([]byte, error) {
	return token.abi.Pack("MINTER_ROLE")
}

// UnpackMINTERROLE is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xd5391393.
//
// Solidity: function MINTER_ROLE() view returns(bytes32)
func (token *Token) UnpackMINTERROLE(data []byte) ([32]byte, error) {
	out, err := token.abi.Unpack("MINTER_ROLE", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackAllowance is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xdd62ed3e.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function allowance(address owner, address spender) view returns(uint256)
func (token *Token) PackAllowance(owner common.Address, spender common.Address) []byte {
	enc, err := token.abi.Pack("allowance", owner, spender)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackAllowance is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xdd62ed3e.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function allowance(address owner, address spender) view returns(uint256)
func (token *Token) TryPackAllowance(owner common.Address, spender common.Address) ([]byte, error) {
	return token.abi.Pack("allowance", owner, spender)
}

// UnpackAllowance is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xdd62ed3e.
//
// Solidity: function allowance(address owner, address spender) view returns(uint256)
func (token *Token) UnpackAllowance(data []byte) (*big.Int, error) {
	out, err := token.abi.Unpack("allowance", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackApprove is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x095ea7b3.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function approve(address spender, uint256 value) returns(bool)
func (token *Token) PackApprove(spender common.Address, value *big.Int) []byte {
	enc, err := token.abi.Pack("approve", spender, value)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackApprove is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x095ea7b3.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function approve(address spender, uint256 value) returns(bool)
func (token *Token) TryPackApprove(spender common.Address, value *big.Int) ([]byte, error) {
	return token.abi.Pack("approve", spender, value)
}

// UnpackApprove is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x095ea7b3.
//
// Solidity: function approve(address spender, uint256 value) returns(bool)
func (token *Token) UnpackApprove(data []byte) (bool, error) {
	out, err := token.abi.Unpack("approve", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackBalanceOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x70a08231.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function balanceOf(address account) view returns(uint256)
func (token *Token) PackBalanceOf(account common.Address) []byte {
	enc, err := token.abi.Pack("balanceOf", account)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackBalanceOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x70a08231.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function balanceOf(address account) view returns(uint256)
func (token *Token) TryPackBalanceOf(account common.Address) ([]byte, error) {
	return token.abi.Pack("balanceOf", account)
}

// UnpackBalanceOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x70a08231.
//
// Solidity: function balanceOf(address account) view returns(uint256)
func (token *Token) UnpackBalanceOf(data []byte) (*big.Int, error) {
	out, err := token.abi.Unpack("balanceOf", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackCap is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x355274ea.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function cap() view returns(uint256)
func (token *Token) PackCap() []byte {
	enc, err := token.abi.Pack("cap")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackCap is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x355274ea.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function cap() view returns(uint256)
func (token *Token) TryPackCap() ([]byte, error) {
	return token.abi.Pack("cap")
}

// UnpackCap is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x355274ea.
//
// Solidity: function cap() view returns(uint256)
func (token *Token) UnpackCap(data []byte) (*big.Int, error) {
	out, err := token.abi.Unpack("cap", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackDecimals is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x313ce567.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function decimals() view returns(uint8)
func (token *Token) PackDecimals() []byte {
	enc, err := token.abi.Pack("decimals")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackDecimals is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x313ce567.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function decimals() view returns(uint8)
func (token *Token) TryPackDecimals() ([]byte, error) {
	return token.abi.Pack("decimals")
}

// UnpackDecimals is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x313ce567.
//
// Solidity: function decimals() view returns(uint8)
func (token *Token) UnpackDecimals(data []byte) (uint8, error) {
	out, err := token.abi.Unpack("decimals", data)
	if err != nil {
		return *new(uint8), err
	}
	out0 := *abi.ConvertType(out[0], new(uint8)).(*uint8)
	return out0, nil
}

// PackGetRoleAdmin is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x248a9ca3.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function getRoleAdmin(bytes32 role) view returns(bytes32)
func (token *Token) PackGetRoleAdmin(role [32]byte) []byte {
	enc, err := token.abi.Pack("getRoleAdmin", role)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackGetRoleAdmin is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x248a9ca3.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function getRoleAdmin(bytes32 role) view returns(bytes32)
func (token *Token) TryPackGetRoleAdmin(role [32]byte) ([]byte, error) {
	return token.abi.Pack("getRoleAdmin", role)
}

// UnpackGetRoleAdmin is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x248a9ca3.
//
// Solidity: function getRoleAdmin(bytes32 role) view returns(bytes32)
func (token *Token) UnpackGetRoleAdmin(data []byte) ([32]byte, error) {
	out, err := token.abi.Unpack("getRoleAdmin", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackGrantRole is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x2f2ff15d.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function grantRole(bytes32 role, address account) returns()
func (token *Token) PackGrantRole(role [32]byte, account common.Address) []byte {
	enc, err := token.abi.Pack("grantRole", role, account)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackGrantRole is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x2f2ff15d.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function grantRole(bytes32 role, address account) returns()
func (token *Token) TryPackGrantRole(role [32]byte, account common.Address) ([]byte, error) {
	return token.abi.Pack("grantRole", role, account)
}

// PackHasRole is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x91d14854.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function hasRole(bytes32 role, address account) view returns(bool)
func (token *Token) PackHasRole(role [32]byte, account common.Address) []byte {
	enc, err := token.abi.Pack("hasRole", role, account)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackHasRole is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x91d14854.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function hasRole(bytes32 role, address account) view returns(bool)
func (token *Token) TryPackHasRole(role [32]byte, account common.Address) ([]byte, error) {
	return token.abi.Pack("hasRole", role, account)
}

// UnpackHasRole is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x91d14854.
//
// Solidity: function hasRole(bytes32 role, address account) view returns(bool)
func (token *Token) UnpackHasRole(data []byte) (bool, error) {
	out, err := token.abi.Unpack("hasRole", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackMint is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x40c10f19.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function mint(address to, uint256 amount) returns()
func (token *Token) PackMint(to common.Address, amount *big.Int) []byte {
	enc, err := token.abi.Pack("mint", to, amount)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackMint is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x40c10f19.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function mint(address to, uint256 amount) returns()
func (token *Token) TryPackMint(to common.Address, amount *big.Int) ([]byte, error) {
	return token.abi.Pack("mint", to, amount)
}

// PackName is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x06fdde03.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function name() view returns(string)
func (token *Token) PackName() []byte {
	enc, err := token.abi.Pack("name")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackName is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x06fdde03.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function name() view returns(string)
func (token *Token) TryPackName() ([]byte, error) {
	return token.abi.Pack("name")
}

// UnpackName is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x06fdde03.
//
// Solidity: function name() view returns(string)
func (token *Token) UnpackName(data []byte) (string, error) {
	out, err := token.abi.Unpack("name", data)
	if err != nil {
		return *new(string), err
	}
	out0 := *abi.ConvertType(out[0], new(string)).(*string)
	return out0, nil
}

// PackNonces is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x7ecebe00.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function nonces(address owner) view returns(uint256)
func (token *Token) PackNonces(owner common.Address) []byte {
	enc, err := token.abi.Pack("nonces", owner)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackNonces is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x7ecebe00.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function nonces(address owner) view returns(uint256)
func (token *Token) TryPackNonces(owner common.Address) ([]byte, error) {
	return token.abi.Pack("nonces", owner)
}

// UnpackNonces is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x7ecebe00.
//
// Solidity: function nonces(address owner) view returns(uint256)
func (token *Token) UnpackNonces(data []byte) (*big.Int, error) {
	out, err := token.abi.Unpack("nonces", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackPermit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd505accf.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function permit(address owner, address spender, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s) returns()
func (token *Token) PackPermit(owner common.Address, spender common.Address, value *big.Int, deadline *big.Int, v uint8, r [32]byte, s [32]byte) []byte {
	enc, err := token.abi.Pack("permit", owner, spender, value, deadline, v, r, s)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackPermit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd505accf.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function permit(address owner, address spender, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s) returns()
func (token *Token) TryPackPermit(owner common.Address, spender common.Address, value *big.Int, deadline *big.Int, v uint8, r [32]byte, s [32]byte) ([]byte, error) {
	return token.abi.Pack("permit", owner, spender, value, deadline, v, r, s)
}

// PackRenounceRole is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x36568abe.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function renounceRole(bytes32 role, address callerConfirmation) returns()
func (token *Token) PackRenounceRole(role [32]byte, callerConfirmation common.Address) []byte {
	enc, err := token.abi.Pack("renounceRole", role, callerConfirmation)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRenounceRole is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x36568abe.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function renounceRole(bytes32 role, address callerConfirmation) returns()
func (token *Token) TryPackRenounceRole(role [32]byte, callerConfirmation common.Address) ([]byte, error) {
	return token.abi.Pack("renounceRole", role, callerConfirmation)
}

// PackRevokeRole is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd547741f.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function revokeRole(bytes32 role, address account) returns()
func (token *Token) PackRevokeRole(role [32]byte, account common.Address) []byte {
	enc, err := token.abi.Pack("revokeRole", role, account)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRevokeRole is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd547741f.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function revokeRole(bytes32 role, address account) returns()
func (token *Token) TryPackRevokeRole(role [32]byte, account common.Address) ([]byte, error) {
	return token.abi.Pack("revokeRole", role, account)
}

// PackSupportsInterface is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x01ffc9a7.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function supportsInterface(bytes4 interfaceId) view returns(bool)
func (token *Token) PackSupportsInterface(interfaceId [4]byte) []byte {
	enc, err := token.abi.Pack("supportsInterface", interfaceId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSupportsInterface is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x01ffc9a7.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function supportsInterface(bytes4 interfaceId) view returns(bool)
func (token *Token) TryPackSupportsInterface(interfaceId [4]byte) ([]byte, error) {
	return token.abi.Pack("supportsInterface", interfaceId)
}

// UnpackSupportsInterface is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x01ffc9a7.
//
// Solidity: function supportsInterface(bytes4 interfaceId) view returns(bool)
func (token *Token) UnpackSupportsInterface(data []byte) (bool, error) {
	out, err := token.abi.Unpack("supportsInterface", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackSymbol is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x95d89b41.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function symbol() view returns(string)
func (token *Token) PackSymbol() []byte {
	enc, err := token.abi.Pack("symbol")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSymbol is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x95d89b41.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function symbol() view returns(string)
func (token *Token) TryPackSymbol() ([]byte, error) {
	return token.abi.Pack("symbol")
}

// UnpackSymbol is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x95d89b41.
//
// Solidity: function symbol() view returns(string)
func (token *Token) UnpackSymbol(data []byte) (string, error) {
	out, err := token.abi.Unpack("symbol", data)
	if err != nil {
		return *new(string), err
	}
	out0 := *abi.ConvertType(out[0], new(string)).(*string)
	return out0, nil
}

// PackTotalSupply is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x18160ddd.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function totalSupply() view returns(uint256)
func (token *Token) PackTotalSupply() []byte {
	enc, err := token.abi.Pack("totalSupply")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackTotalSupply is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x18160ddd.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function totalSupply() view returns(uint256)
func (token *Token) TryPackTotalSupply() ([]byte, error) {
	return token.abi.Pack("totalSupply")
}

// UnpackTotalSupply is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x18160ddd.
//
// Solidity: function totalSupply() view returns(uint256)
func (token *Token) UnpackTotalSupply(data []byte) (*big.Int, error) {
	out, err := token.abi.Unpack("totalSupply", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackTransfer is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa9059cbb.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function transfer(address to, uint256 value) returns(bool)
func (token *Token) PackTransfer(to common.Address, value *big.Int) []byte {
	enc, err := token.abi.Pack("transfer", to, value)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackTransfer is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa9059cbb.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function transfer(address to, uint256 value) returns(bool)
func (token *Token) TryPackTransfer(to common.Address, value *big.Int) ([]byte, error) {
	return token.abi.Pack("transfer", to, value)
}

// UnpackTransfer is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xa9059cbb.
//
// Solidity: function transfer(address to, uint256 value) returns(bool)
func (token *Token) UnpackTransfer(data []byte) (bool, error) {
	out, err := token.abi.Unpack("transfer", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackTransferFrom is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x23b872dd.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function transferFrom(address from, address to, uint256 value) returns(bool)
func (token *Token) PackTransferFrom(from common.Address, to common.Address, value *big.Int) []byte {
	enc, err := token.abi.Pack("transferFrom", from, to, value)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackTransferFrom is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x23b872dd.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function transferFrom(address from, address to, uint256 value) returns(bool)
func (token *Token) TryPackTransferFrom(from common.Address, to common.Address, value *big.Int) ([]byte, error) {
	return token.abi.Pack("transferFrom", from, to, value)
}

// UnpackTransferFrom is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x23b872dd.
//
// Solidity: function transferFrom(address from, address to, uint256 value) returns(bool)
func (token *Token) UnpackTransferFrom(data []byte) (bool, error) {
	out, err := token.abi.Unpack("transferFrom", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// TokenApproval represents a Approval event raised by the Token contract.
type TokenApproval struct {
	Owner   common.Address
	Spender common.Address
	Value   *big.Int
	Raw     *types.Log // Blockchain specific contextual infos
}

const TokenApprovalEventName = "Approval"

// ContractEventName returns the user-defined event name.
func (TokenApproval) ContractEventName() string {
	return TokenApprovalEventName
}

// UnpackApprovalEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Approval(address indexed owner, address indexed spender, uint256 value)
func (token *Token) UnpackApprovalEvent(log *types.Log) (*TokenApproval, error) {
	event := "Approval"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != token.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(TokenApproval)
	if len(log.Data) > 0 {
		if err := token.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range token.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// TokenEIP712DomainChanged represents a EIP712DomainChanged event raised by the Token contract.
type TokenEIP712DomainChanged struct {
	Raw *types.Log // Blockchain specific contextual infos
}

const TokenEIP712DomainChangedEventName = "EIP712DomainChanged"

// ContractEventName returns the user-defined event name.
func (TokenEIP712DomainChanged) ContractEventName() string {
	return TokenEIP712DomainChangedEventName
}

// UnpackEIP712DomainChangedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event EIP712DomainChanged()
func (token *Token) UnpackEIP712DomainChangedEvent(log *types.Log) (*TokenEIP712DomainChanged, error) {
	event := "EIP712DomainChanged"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != token.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(TokenEIP712DomainChanged)
	if len(log.Data) > 0 {
		if err := token.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range token.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// TokenRoleAdminChanged represents a RoleAdminChanged event raised by the Token contract.
type TokenRoleAdminChanged struct {
	Role              [32]byte
	PreviousAdminRole [32]byte
	NewAdminRole      [32]byte
	Raw               *types.Log // Blockchain specific contextual infos
}

const TokenRoleAdminChangedEventName = "RoleAdminChanged"

// ContractEventName returns the user-defined event name.
func (TokenRoleAdminChanged) ContractEventName() string {
	return TokenRoleAdminChangedEventName
}

// UnpackRoleAdminChangedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event RoleAdminChanged(bytes32 indexed role, bytes32 indexed previousAdminRole, bytes32 indexed newAdminRole)
func (token *Token) UnpackRoleAdminChangedEvent(log *types.Log) (*TokenRoleAdminChanged, error) {
	event := "RoleAdminChanged"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != token.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(TokenRoleAdminChanged)
	if len(log.Data) > 0 {
		if err := token.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range token.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// TokenRoleGranted represents a RoleGranted event raised by the Token contract.
type TokenRoleGranted struct {
	Role    [32]byte
	Account common.Address
	Sender  common.Address
	Raw     *types.Log // Blockchain specific contextual infos
}

const TokenRoleGrantedEventName = "RoleGranted"

// ContractEventName returns the user-defined event name.
func (TokenRoleGranted) ContractEventName() string {
	return TokenRoleGrantedEventName
}

// UnpackRoleGrantedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event RoleGranted(bytes32 indexed role, address indexed account, address indexed sender)
func (token *Token) UnpackRoleGrantedEvent(log *types.Log) (*TokenRoleGranted, error) {
	event := "RoleGranted"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != token.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(TokenRoleGranted)
	if len(log.Data) > 0 {
		if err := token.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range token.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// TokenRoleRevoked represents a RoleRevoked event raised by the Token contract.
type TokenRoleRevoked struct {
	Role    [32]byte
	Account common.Address
	Sender  common.Address
	Raw     *types.Log // Blockchain specific contextual infos
}

const TokenRoleRevokedEventName = "RoleRevoked"

// ContractEventName returns the user-defined event name.
func (TokenRoleRevoked) ContractEventName() string {
	return TokenRoleRevokedEventName
}

// UnpackRoleRevokedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event RoleRevoked(bytes32 indexed role, address indexed account, address indexed sender)
func (token *Token) UnpackRoleRevokedEvent(log *types.Log) (*TokenRoleRevoked, error) {
	event := "RoleRevoked"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != token.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(TokenRoleRevoked)
	if len(log.Data) > 0 {
		if err := token.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range token.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// TokenTransfer represents a Transfer event raised by the Token contract.
type TokenTransfer struct {
	From  common.Address
	To    common.Address
	Value *big.Int
	Raw   *types.Log // Blockchain specific contextual infos
}

const TokenTransferEventName = "Transfer"

// ContractEventName returns the user-defined event name.
func (TokenTransfer) ContractEventName() string {
	return TokenTransferEventName
}

// UnpackTransferEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Transfer(address indexed from, address indexed to, uint256 value)
func (token *Token) UnpackTransferEvent(log *types.Log) (*TokenTransfer, error) {
	event := "Transfer"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != token.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(TokenTransfer)
	if len(log.Data) > 0 {
		if err := token.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range token.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// UnpackError attempts to decode the provided error data using user-defined
// error definitions.
func (token *Token) UnpackError(raw []byte) (any, error) {
	if bytes.Equal(raw[:4], token.abi.Errors["AccessControlBadConfirmation"].ID.Bytes()[:4]) {
		return token.UnpackAccessControlBadConfirmationError(raw[4:])
	}
	if bytes.Equal(raw[:4], token.abi.Errors["AccessControlUnauthorizedAccount"].ID.Bytes()[:4]) {
		return token.UnpackAccessControlUnauthorizedAccountError(raw[4:])
	}
	if bytes.Equal(raw[:4], token.abi.Errors["ECDSAInvalidSignature"].ID.Bytes()[:4]) {
		return token.UnpackECDSAInvalidSignatureError(raw[4:])
	}
	if bytes.Equal(raw[:4], token.abi.Errors["ECDSAInvalidSignatureLength"].ID.Bytes()[:4]) {
		return token.UnpackECDSAInvalidSignatureLengthError(raw[4:])
	}
	if bytes.Equal(raw[:4], token.abi.Errors["ECDSAInvalidSignatureS"].ID.Bytes()[:4]) {
		return token.UnpackECDSAInvalidSignatureSError(raw[4:])
	}
	if bytes.Equal(raw[:4], token.abi.Errors["ERC20ExceededCap"].ID.Bytes()[:4]) {
		return token.UnpackERC20ExceededCapError(raw[4:])
	}
	if bytes.Equal(raw[:4], token.abi.Errors["ERC20InsufficientAllowance"].ID.Bytes()[:4]) {
		return token.UnpackERC20InsufficientAllowanceError(raw[4:])
	}
	if bytes.Equal(raw[:4], token.abi.Errors["ERC20InsufficientBalance"].ID.Bytes()[:4]) {
		return token.UnpackERC20InsufficientBalanceError(raw[4:])
	}
	if bytes.Equal(raw[:4], token.abi.Errors["ERC20InvalidApprover"].ID.Bytes()[:4]) {
		return token.UnpackERC20InvalidApproverError(raw[4:])
	}
	if bytes.Equal(raw[:4], token.abi.Errors["ERC20InvalidCap"].ID.Bytes()[:4]) {
		return token.UnpackERC20InvalidCapError(raw[4:])
	}
	if bytes.Equal(raw[:4], token.abi.Errors["ERC20InvalidReceiver"].ID.Bytes()[:4]) {
		return token.UnpackERC20InvalidReceiverError(raw[4:])
	}
	if bytes.Equal(raw[:4], token.abi.Errors["ERC20InvalidSender"].ID.Bytes()[:4]) {
		return token.UnpackERC20InvalidSenderError(raw[4:])
	}
	if bytes.Equal(raw[:4], token.abi.Errors["ERC20InvalidSpender"].ID.Bytes()[:4]) {
		return token.UnpackERC20InvalidSpenderError(raw[4:])
	}
	if bytes.Equal(raw[:4], token.abi.Errors["ERC2612ExpiredSignature"].ID.Bytes()[:4]) {
		return token.UnpackERC2612ExpiredSignatureError(raw[4:])
	}
	if bytes.Equal(raw[:4], token.abi.Errors["ERC2612InvalidSigner"].ID.Bytes()[:4]) {
		return token.UnpackERC2612InvalidSignerError(raw[4:])
	}
	if bytes.Equal(raw[:4], token.abi.Errors["InvalidAccountNonce"].ID.Bytes()[:4]) {
		return token.UnpackInvalidAccountNonceError(raw[4:])
	}
	if bytes.Equal(raw[:4], token.abi.Errors["InvalidShortString"].ID.Bytes()[:4]) {
		return token.UnpackInvalidShortStringError(raw[4:])
	}
	if bytes.Equal(raw[:4], token.abi.Errors["StringTooLong"].ID.Bytes()[:4]) {
		return token.UnpackStringTooLongError(raw[4:])
	}
	if bytes.Equal(raw[:4], token.abi.Errors["Token_GenesisMismatch"].ID.Bytes()[:4]) {
		return token.UnpackTokenGenesisMismatchError(raw[4:])
	}
	return nil, errors.New("Unknown error")
}

// TokenAccessControlBadConfirmation represents a AccessControlBadConfirmation error raised by the Token contract.
type TokenAccessControlBadConfirmation struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error AccessControlBadConfirmation()
func TokenAccessControlBadConfirmationErrorID() common.Hash {
	return common.HexToHash("0x6697b23232a647058342c0724fe7c415cab25915b54e5dbc03f233173d37b41c")
}

// UnpackAccessControlBadConfirmationError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error AccessControlBadConfirmation()
func (token *Token) UnpackAccessControlBadConfirmationError(raw []byte) (*TokenAccessControlBadConfirmation, error) {
	out := new(TokenAccessControlBadConfirmation)
	if err := token.abi.UnpackIntoInterface(out, "AccessControlBadConfirmation", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TokenAccessControlUnauthorizedAccount represents a AccessControlUnauthorizedAccount error raised by the Token contract.
type TokenAccessControlUnauthorizedAccount struct {
	Account    common.Address
	NeededRole [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error AccessControlUnauthorizedAccount(address account, bytes32 neededRole)
func TokenAccessControlUnauthorizedAccountErrorID() common.Hash {
	return common.HexToHash("0xe2517d3fbfae6f8515ef5ff1ccedc3933ab0cbbda0b492c06eb54ad10ef03b3e")
}

// UnpackAccessControlUnauthorizedAccountError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error AccessControlUnauthorizedAccount(address account, bytes32 neededRole)
func (token *Token) UnpackAccessControlUnauthorizedAccountError(raw []byte) (*TokenAccessControlUnauthorizedAccount, error) {
	out := new(TokenAccessControlUnauthorizedAccount)
	if err := token.abi.UnpackIntoInterface(out, "AccessControlUnauthorizedAccount", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TokenECDSAInvalidSignature represents a ECDSAInvalidSignature error raised by the Token contract.
type TokenECDSAInvalidSignature struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ECDSAInvalidSignature()
func TokenECDSAInvalidSignatureErrorID() common.Hash {
	return common.HexToHash("0xf645eedf0193584640b6b90cb9477e4c95b98636c148a891d4c0a146dc46e75a")
}

// UnpackECDSAInvalidSignatureError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ECDSAInvalidSignature()
func (token *Token) UnpackECDSAInvalidSignatureError(raw []byte) (*TokenECDSAInvalidSignature, error) {
	out := new(TokenECDSAInvalidSignature)
	if err := token.abi.UnpackIntoInterface(out, "ECDSAInvalidSignature", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TokenECDSAInvalidSignatureLength represents a ECDSAInvalidSignatureLength error raised by the Token contract.
type TokenECDSAInvalidSignatureLength struct {
	Length *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ECDSAInvalidSignatureLength(uint256 length)
func TokenECDSAInvalidSignatureLengthErrorID() common.Hash {
	return common.HexToHash("0xfce698f7e8e5342cd615f641317bc45fe7e1e4a8b0a14dd1383ff8dc9c41917f")
}

// UnpackECDSAInvalidSignatureLengthError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ECDSAInvalidSignatureLength(uint256 length)
func (token *Token) UnpackECDSAInvalidSignatureLengthError(raw []byte) (*TokenECDSAInvalidSignatureLength, error) {
	out := new(TokenECDSAInvalidSignatureLength)
	if err := token.abi.UnpackIntoInterface(out, "ECDSAInvalidSignatureLength", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TokenECDSAInvalidSignatureS represents a ECDSAInvalidSignatureS error raised by the Token contract.
type TokenECDSAInvalidSignatureS struct {
	S [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ECDSAInvalidSignatureS(bytes32 s)
func TokenECDSAInvalidSignatureSErrorID() common.Hash {
	return common.HexToHash("0xd78bce0cccb935155ed6428d1c13e50b7f3550fd2b66b9fe266006fea4a5e1eb")
}

// UnpackECDSAInvalidSignatureSError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ECDSAInvalidSignatureS(bytes32 s)
func (token *Token) UnpackECDSAInvalidSignatureSError(raw []byte) (*TokenECDSAInvalidSignatureS, error) {
	out := new(TokenECDSAInvalidSignatureS)
	if err := token.abi.UnpackIntoInterface(out, "ECDSAInvalidSignatureS", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TokenERC20ExceededCap represents a ERC20ExceededCap error raised by the Token contract.
type TokenERC20ExceededCap struct {
	IncreasedSupply *big.Int
	Cap             *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC20ExceededCap(uint256 increasedSupply, uint256 cap)
func TokenERC20ExceededCapErrorID() common.Hash {
	return common.HexToHash("0x9e79f854e7e443a7e81774a004f97452fde67fc40f1ae7a0ecb8c360c4f564ac")
}

// UnpackERC20ExceededCapError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC20ExceededCap(uint256 increasedSupply, uint256 cap)
func (token *Token) UnpackERC20ExceededCapError(raw []byte) (*TokenERC20ExceededCap, error) {
	out := new(TokenERC20ExceededCap)
	if err := token.abi.UnpackIntoInterface(out, "ERC20ExceededCap", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TokenERC20InsufficientAllowance represents a ERC20InsufficientAllowance error raised by the Token contract.
type TokenERC20InsufficientAllowance struct {
	Spender   common.Address
	Allowance *big.Int
	Needed    *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC20InsufficientAllowance(address spender, uint256 allowance, uint256 needed)
func TokenERC20InsufficientAllowanceErrorID() common.Hash {
	return common.HexToHash("0xfb8f41b23e99d2101d86da76cdfa87dd51c82ed07d3cb62cbc473e469dbc75c3")
}

// UnpackERC20InsufficientAllowanceError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC20InsufficientAllowance(address spender, uint256 allowance, uint256 needed)
func (token *Token) UnpackERC20InsufficientAllowanceError(raw []byte) (*TokenERC20InsufficientAllowance, error) {
	out := new(TokenERC20InsufficientAllowance)
	if err := token.abi.UnpackIntoInterface(out, "ERC20InsufficientAllowance", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TokenERC20InsufficientBalance represents a ERC20InsufficientBalance error raised by the Token contract.
type TokenERC20InsufficientBalance struct {
	Sender  common.Address
	Balance *big.Int
	Needed  *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC20InsufficientBalance(address sender, uint256 balance, uint256 needed)
func TokenERC20InsufficientBalanceErrorID() common.Hash {
	return common.HexToHash("0xe450d38cd8d9f7d95077d567d60ed49c7254716e6ad08fc9872816c97e0ffec6")
}

// UnpackERC20InsufficientBalanceError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC20InsufficientBalance(address sender, uint256 balance, uint256 needed)
func (token *Token) UnpackERC20InsufficientBalanceError(raw []byte) (*TokenERC20InsufficientBalance, error) {
	out := new(TokenERC20InsufficientBalance)
	if err := token.abi.UnpackIntoInterface(out, "ERC20InsufficientBalance", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TokenERC20InvalidApprover represents a ERC20InvalidApprover error raised by the Token contract.
type TokenERC20InvalidApprover struct {
	Approver common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC20InvalidApprover(address approver)
func TokenERC20InvalidApproverErrorID() common.Hash {
	return common.HexToHash("0xe602df05cc75712490294c6c104ab7c17f4030363910a7a2626411c6d3118847")
}

// UnpackERC20InvalidApproverError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC20InvalidApprover(address approver)
func (token *Token) UnpackERC20InvalidApproverError(raw []byte) (*TokenERC20InvalidApprover, error) {
	out := new(TokenERC20InvalidApprover)
	if err := token.abi.UnpackIntoInterface(out, "ERC20InvalidApprover", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TokenERC20InvalidCap represents a ERC20InvalidCap error raised by the Token contract.
type TokenERC20InvalidCap struct {
	Cap *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC20InvalidCap(uint256 cap)
func TokenERC20InvalidCapErrorID() common.Hash {
	return common.HexToHash("0x392e1e27cbe1cbe0653ae0435ec8f503f6a25b76c3c7164a5cacb005b0b68677")
}

// UnpackERC20InvalidCapError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC20InvalidCap(uint256 cap)
func (token *Token) UnpackERC20InvalidCapError(raw []byte) (*TokenERC20InvalidCap, error) {
	out := new(TokenERC20InvalidCap)
	if err := token.abi.UnpackIntoInterface(out, "ERC20InvalidCap", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TokenERC20InvalidReceiver represents a ERC20InvalidReceiver error raised by the Token contract.
type TokenERC20InvalidReceiver struct {
	Receiver common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC20InvalidReceiver(address receiver)
func TokenERC20InvalidReceiverErrorID() common.Hash {
	return common.HexToHash("0xec442f055133b72f3b2f9f0bb351c406b178527de2040a7d1feb4e058771f613")
}

// UnpackERC20InvalidReceiverError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC20InvalidReceiver(address receiver)
func (token *Token) UnpackERC20InvalidReceiverError(raw []byte) (*TokenERC20InvalidReceiver, error) {
	out := new(TokenERC20InvalidReceiver)
	if err := token.abi.UnpackIntoInterface(out, "ERC20InvalidReceiver", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TokenERC20InvalidSender represents a ERC20InvalidSender error raised by the Token contract.
type TokenERC20InvalidSender struct {
	Sender common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC20InvalidSender(address sender)
func TokenERC20InvalidSenderErrorID() common.Hash {
	return common.HexToHash("0x96c6fd1edd0cd6ef7ff0ecc0facdf53148dc0048b57fe58af65755250a7a96bd")
}

// UnpackERC20InvalidSenderError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC20InvalidSender(address sender)
func (token *Token) UnpackERC20InvalidSenderError(raw []byte) (*TokenERC20InvalidSender, error) {
	out := new(TokenERC20InvalidSender)
	if err := token.abi.UnpackIntoInterface(out, "ERC20InvalidSender", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TokenERC20InvalidSpender represents a ERC20InvalidSpender error raised by the Token contract.
type TokenERC20InvalidSpender struct {
	Spender common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC20InvalidSpender(address spender)
func TokenERC20InvalidSpenderErrorID() common.Hash {
	return common.HexToHash("0x94280d62c347d8d9f4d59a76ea321452406db88df38e0c9da304f58b57b373a2")
}

// UnpackERC20InvalidSpenderError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC20InvalidSpender(address spender)
func (token *Token) UnpackERC20InvalidSpenderError(raw []byte) (*TokenERC20InvalidSpender, error) {
	out := new(TokenERC20InvalidSpender)
	if err := token.abi.UnpackIntoInterface(out, "ERC20InvalidSpender", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TokenERC2612ExpiredSignature represents a ERC2612ExpiredSignature error raised by the Token contract.
type TokenERC2612ExpiredSignature struct {
	Deadline *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC2612ExpiredSignature(uint256 deadline)
func TokenERC2612ExpiredSignatureErrorID() common.Hash {
	return common.HexToHash("0x627913023c184eaad13735d5a3d2657ae76ec9a872a70e0fc57522ef1a114d58")
}

// UnpackERC2612ExpiredSignatureError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC2612ExpiredSignature(uint256 deadline)
func (token *Token) UnpackERC2612ExpiredSignatureError(raw []byte) (*TokenERC2612ExpiredSignature, error) {
	out := new(TokenERC2612ExpiredSignature)
	if err := token.abi.UnpackIntoInterface(out, "ERC2612ExpiredSignature", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TokenERC2612InvalidSigner represents a ERC2612InvalidSigner error raised by the Token contract.
type TokenERC2612InvalidSigner struct {
	Signer common.Address
	Owner  common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC2612InvalidSigner(address signer, address owner)
func TokenERC2612InvalidSignerErrorID() common.Hash {
	return common.HexToHash("0x4b800e463b323b1d856edf9dec70329a639d13874a57f5c28219ff57128756db")
}

// UnpackERC2612InvalidSignerError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC2612InvalidSigner(address signer, address owner)
func (token *Token) UnpackERC2612InvalidSignerError(raw []byte) (*TokenERC2612InvalidSigner, error) {
	out := new(TokenERC2612InvalidSigner)
	if err := token.abi.UnpackIntoInterface(out, "ERC2612InvalidSigner", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TokenInvalidAccountNonce represents a InvalidAccountNonce error raised by the Token contract.
type TokenInvalidAccountNonce struct {
	Account      common.Address
	CurrentNonce *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidAccountNonce(address account, uint256 currentNonce)
func TokenInvalidAccountNonceErrorID() common.Hash {
	return common.HexToHash("0x752d88c0de02638abf10e8e31861e4c68dc1f3a1e7d840e580683f2c282bfc7a")
}

// UnpackInvalidAccountNonceError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidAccountNonce(address account, uint256 currentNonce)
func (token *Token) UnpackInvalidAccountNonceError(raw []byte) (*TokenInvalidAccountNonce, error) {
	out := new(TokenInvalidAccountNonce)
	if err := token.abi.UnpackIntoInterface(out, "InvalidAccountNonce", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TokenInvalidShortString represents a InvalidShortString error raised by the Token contract.
type TokenInvalidShortString struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidShortString()
func TokenInvalidShortStringErrorID() common.Hash {
	return common.HexToHash("0xb3512b0c6163e5f0bafab72bb631b9d58cd7a731b082f910338aa21c83d5c274")
}

// UnpackInvalidShortStringError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidShortString()
func (token *Token) UnpackInvalidShortStringError(raw []byte) (*TokenInvalidShortString, error) {
	out := new(TokenInvalidShortString)
	if err := token.abi.UnpackIntoInterface(out, "InvalidShortString", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TokenStringTooLong represents a StringTooLong error raised by the Token contract.
type TokenStringTooLong struct {
	Str string
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error StringTooLong(string str)
func TokenStringTooLongErrorID() common.Hash {
	return common.HexToHash("0x305a27a93f8e33b7392df0a0f91d6fc63847395853c45991eec52dbf24d72381")
}

// UnpackStringTooLongError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error StringTooLong(string str)
func (token *Token) UnpackStringTooLongError(raw []byte) (*TokenStringTooLong, error) {
	out := new(TokenStringTooLong)
	if err := token.abi.UnpackIntoInterface(out, "StringTooLong", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TokenTokenGenesisMismatch represents a Token_GenesisMismatch error raised by the Token contract.
type TokenTokenGenesisMismatch struct {
	Holders *big.Int
	Amounts *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Token_GenesisMismatch(uint256 holders, uint256 amounts)
func TokenTokenGenesisMismatchErrorID() common.Hash {
	return common.HexToHash("0x71c67fef85b839173af60f48b206df31853ae336e1abd09d74a2f8e972db9d48")
}

// UnpackTokenGenesisMismatchError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Token_GenesisMismatch(uint256 holders, uint256 amounts)
func (token *Token) UnpackTokenGenesisMismatchError(raw []byte) (*TokenTokenGenesisMismatch, error) {
	out := new(TokenTokenGenesisMismatch)
	if err := token.abi.UnpackIntoInterface(out, "Token_GenesisMismatch", raw); err != nil {
		return nil, err
	}
	return out, nil
}
