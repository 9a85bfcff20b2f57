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

// IStakingPosition is an auto generated low-level Go binding around an user-defined struct.
type IStakingPosition struct {
	Amount   *big.Int
	Counting *big.Int
	Since    *big.Int
	Earned   *big.Int
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
	Bin: "0x6101e0604052348015610010575f5ffd5b5060405161578d38038061578d83398101604081905261002f916101e0565b60405180604001604052806005815260200164084cae4e8d60db1b815250604051806040016040528060018152602001603160f81b8152506100768261017f60201b60201c565b610120526100838161017f565b61014052815160208084019190912060e052815190820120610100524660a05261010f60e05161010051604080517f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f60208201529081019290925260608201524660808201523060a08201525f9060c00160405160208183030381529060405280519060200120905090565b60805250503060c0526001600160a01b038416158061013557506001600160a01b038316155b1561015357604051638c9c3bc760e01b815260040160405180910390fd5b6001600160a01b0393841661016052918316610180529091166101a05263ffffffff166101c052610296565b5f5f829050601f815111156101b2578260405163305a27a960e01b81526004016101a9919061023b565b60405180910390fd5b80516101bd82610270565b179392505050565b80516001600160a01b03811681146101db575f5ffd5b919050565b5f5f5f5f608085870312156101f3575f5ffd5b6101fc856101c5565b935061020a602086016101c5565b9250610218604086016101c5565b9150606085015163ffffffff81168114610230575f5ffd5b939692955090935050565b602081525f82518060208401528060208501604085015e5f604082850101526040601f19601f83011684010191505092915050565b80516020808301519190811015610290575f198160200360031b1b821691505b50919050565b60805160a05160c05160e05161010051610120516101405161016051610180516101a0516101c05161542361036a5f395f81816102830152818161174f015281816119e4015261210201525f818161038301528181613dd60152613e2201525f818161050601528181612918015281816137630152613a1501525f81816106b501528181610ef801528181612397015281816124170152818161246f01526126c901525f612db701525f612d8701525f6144f501525f6144cd01525f61442801525f61445201525f61447c01526154235ff3fe608060405234801561000f575f5ffd5b5060043610610235575f3560e01c80637b1039991161013d578063bf81bf43116100b8578063eace4c9111610088578063f0c3dfb61161006e578063f0c3dfb614610679578063f75816151461068c578063fc0c546a146106b3575f5ffd5b8063eace4c9114610638578063ec49596a14610666575f5ffd5b8063bf81bf43146105d7578063dbceb005146105ea578063df18e04714610612578063e5d60bb014610625575f5ffd5b8063a0be72d41161010d578063ac9650d8116100f3578063ac9650d814610591578063b260c42a146105b1578063bd51f3df146105c4575f5ffd5b8063a0be72d41461056b578063a6eb09fe1461057e575f5ffd5b80637b1039991461050457806384b0196e1461052a5780638df82800146105455780639576faf214610558575f5ffd5b80634b400228116101cd578063538980e81161019d5780635d2d667e116101835780635d2d667e14610496578063692737b1146104de578063774291c2146104f1575f5ffd5b8063538980e8146103e157806354fd4d5014610457575f5ffd5b80634b4002281461035e5780634cf088d9146103815780634d6ed8c4146103bb57806351cff8d9146103ce575f5ffd5b806321603f431161020857806321603f43146102cc5780632453ffa8146102ec578063398226cb146102fe57806342e67a1914610313575f5ffd5b806308cfe5c31461023957806312ed38881461025d578063204fc8171461027e578063206ebeb6146102a5575b5f5ffd5b61024362093a8081565b60405163ffffffff90911681526020015b60405180910390f35b61027061026b36600461478b565b6106d9565b604051908152602001610254565b6102437f000000000000000000000000000000000000000000000000000000000000000081565b6102707fd490767dfd66c3d475ecb570521545f79e2e817852751c8e36c43200524620b681565b6102df6102da3660046147c2565b61073d565b6040516102549190614848565b60025467ffffffffffffffff16610270565b61031161030c366004614990565b6109e4565b005b6103456103213660046149ba565b6001600160a01b03165f9081526008602052604090205467ffffffffffffffff1690565b60405167ffffffffffffffff9091168152602001610254565b61037161036c3660046149ec565b610c0f565b6040519015158152602001610254565b7f00000000000000000000000000000000000000000000000000000000000000005b6040516001600160a01b039091168152602001610254565b6102706103c93660046147c2565b610c7f565b6102706103dc3660046149ba565b610d25565b6103f46103ef3660046149ba565b610f2e565b60405161025491905f60a08201905063ffffffff835116825263ffffffff602084015116602083015263ffffffff604084015116604083015263ffffffff606084015116606083015267ffffffffffffffff608084015116608083015292915050565b604080518082018252600181527f3100000000000000000000000000000000000000000000000000000000000000602082015290516102549190614a62565b6103716104a436600461478b565b6001600160a01b039182165f90815260046020908152604080832093909416825291909152205468010000000000000000900460ff161590565b6102706104ec366004614ae0565b611053565b6103116104ff366004614b80565b61108c565b7f00000000000000000000000000000000000000000000000000000000000000006103a3565b6105326111fe565b6040516102549796959493929190614ba6565b6102706105533660046147c2565b61125c565b610311610566366004614c58565b611338565b6103116105793660046149ec565b61135c565b61031161058c3660046149ec565b611409565b6105a461059f366004614c9b565b611555565b6040516102549190614d0c565b6103116105bf3660046147c2565b61163b565b6102706105d2366004614d8d565b611931565b6103116105e53660046147c2565b61193b565b6105fd6105f83660046147c2565b611a97565b60408051928352602083019190915201610254565b6102706106203660046149ba565b611bba565b6103f46106333660046149ba565b611bf9565b60025468010000000000000000900477ffffffffffffffffffffffffffffffffffffffffffffffff16610270565b610270610674366004614da8565b611d1e565b610270610687366004614e0d565b611d45565b6102707f085d57ebe69d97f2ce3e03d711224a78c3dd526d21ac41d1dadec93af4f9d39881565b7f00000000000000000000000000000000000000000000000000000000000000006103a3565b6001600160a01b038083165f9081526004602090815260408083209385168352929052205467ffffffffffffffff16801580159061072857505f8181526003602052604090206107289061209c565b6107325780610734565b5f5b90505b92915050565b6107c060408051610140810182525f8082526020808301829052828401829052835160c08101855282815290810182905292830181905260608381018290526080840182905260a084019190915290919082019081525f6020820181905260408201819052606082018190526080820181905260a0820181905260c09091015290565b5f8281526003602090815260409182902082516101408101845281546001600160a01b03808216835260018401541693820193909352740100000000000000000000000000000000000000009092046bffffffffffffffffffffffff16928201929092526060810161091e836040805160c0810182525f80825260208201819052918101829052606081018290526080810182905260a0810191909152506040805160c08101825260029092015463ffffffff6c01000000000000000000000000820481168452700100000000000000000000000000000000820481166020850152740100000000000000000000000000000000000000008204169183019190915264ffffffffff7801000000000000000000000000000000000000000000000000820416606083015261ffff7d0100000000000000000000000000000000000000000000000000000000009091041660808201525f60a082015290565b8152600183015464ffffffffff74010000000000000000000000000000000000000000820416602083015263ffffffff7901000000000000000000000000000000000000000000000000008204811660408401526002850154680100000000000000008104821660608501526401000000008104821660808501521660a083015260c09091019060ff7d0100000000000000000000000000000000000000000000000000000000009091041660058111156109db576109db6147d9565b90529392505050565b6109ec61215b565b5f828152600360205260409020610a038382612192565b60018101545f90610a3a9063ffffffff80861691790100000000000000000000000000000000000000000000000000900416614ea8565b905063ffffffff83161580610a645750600282015468010000000000000000900463ffffffff1681115b15610b0f57610a72816122d9565b600183810154610aae91610aa991790100000000000000000000000000000000000000000000000000900463ffffffff1690614ea8565b6122d9565b60028401546040517fa232350100000000000000000000000000000000000000000000000000000000815263ffffffff9384166004820152918316602483015268010000000000000000900490911660448201526064015b60405180910390fd5b60018201805463ffffffff808416790100000000000000000000000000000000000000000000000000027fffffff00000000ffffffffffffffffffffffffffffffffffffffffffffffffff9092169190911790915582545f91610b9c91908616906bffffffffffffffffffffffff7401000000000000000000000000000000000000000090910416614ebb565b9050847f058e953775c7d85fac5ae7ca95a7703e8dee531e353920d2a46158e2c6fd917a8583610bcb876122f6565b6040805163ffffffff9094168452602084019290925264ffffffffff169082015260600160405180910390a2610c0081612367565b505050610c0b6125a2565b5050565b6001600160a01b0382165f9081526008602052604081205467ffffffffffffffff908116908316108061073457506001600160a01b0383165f90815260076020908152604080832066ffffffffffffff600887901c168452909152902054600160ff84161b161515905092915050565b5f818152600360205260408120600260018201547d010000000000000000000000000000000000000000000000000000000000900460ff166005811115610cc857610cc86147d9565b14610cdd57600281015463ffffffff16610ce6565b610ce6816125cc565b8154610d1e9163ffffffff16907401000000000000000000000000000000000000000090046bffffffffffffffffffffffff16614ebb565b9392505050565b5f610d2e61215b565b6001600160a01b038216610d6e576040517f8c9c3bc700000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b306001600160a01b03831603610dbb576040517fde889abf0000000000000000000000000000000000000000000000000000000081526001600160a01b0383166004820152602401610b06565b335f908152600560209081526040808320600690925290912080548254610df4916cffffffffffffffffffffffffff9081169116614ea8565b9250825f03610e31576040517fd57de46d000000000000000000000000000000000000000000000000000000008152336004820152602401610b06565b81546cffffffffffffffffffffffffff1615610e6e5781547fffffffffffffffffffffffffffffffffffffff000000000000000000000000001682555b80546cffffffffffffffffffffffffff1615610eab5780547fffffffffffffffffffffffffffffffffffffff000000000000000000000000001681555b6040518381526001600160a01b0385169033907fd1c19fbcd4551a5edfb66d43d2e337c04837afda3482b42bdf569a8fccdae5fb9060200160405180910390a3610f1f6001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000168585612622565b5050610f296125a2565b919050565b6040805160a0810182525f808252602080830182905282840182905260608301829052608083018290526001600160a01b03851682526005905291909120610737906040805160a0810182525f80825260208201819052918101829052606081018290526080810191909152506040805160a081018252915463ffffffff6d0100000000000000000000000000820416835262ffffff71010000000000000000000000000000000000820481166020850152740100000000000000000000000000000000000000008204811692840192909252770100000000000000000000000000000000000000000000008104909116606083015265ffffffffffff7a01000000000000000000000000000000000000000000000000000090910416608082015290565b5f61105c61215b565b6110698686868686612670565b6110758a8a8a8a61272f565b905061107f6125a2565b9998505050505050505050565b61109461215b565b5f8281526003602052604090206001808201547d010000000000000000000000000000000000000000000000000000000000900460ff16908160058111156110de576110de6147d9565b141580156110fe575060028160058111156110fb576110fb6147d9565b14155b156111395783816040517fcd7ebda6000000000000000000000000000000000000000000000000000000008152600401610b06929190614ed2565b81546001600160a01b03163381146111a2575060018201546001600160a01b0316611163816128cd565b6111a2576040517ff2e1d3c300000000000000000000000000000000000000000000000000000000815260048101869052336024820152604401610b06565b60018260058111156111b6576111b66147d9565b036111cc576111c78584838761299b565b610c00565b6111d5836122f6565b64ffffffffff1642106111f2576111ec8584612a75565b50610c00565b610c0085848387612c0a565b5f6060805f5f5f606061120f612d80565b611217612db0565b604080515f808252602082019092527f0f000000000000000000000000000000000000000000000000000000000000009b939a50919850469750309650945092509050565b5f61126561215b565b5f828152600360205260409020600260018201547d010000000000000000000000000000000000000000000000000000000000900460ff1660058111156112ae576112ae6147d9565b146112fa578281600101601d9054906101000a900460ff166040517fcd7ebda6000000000000000000000000000000000000000000000000000000008152600401610b06929190614ed2565b611303816122f6565b64ffffffffff1642106113225761131a8382612a75565b915050611330565b61132c8382612ddb565b9150505b610f296125a2565b61134061215b565b61134d8585858585612670565b6113556125a2565b5050505050565b611365826128cd565b6113b2576040517f12bfffe20000000000000000000000000000000000000000000000000000000081525f60048201523360248201526001600160a01b0383166044820152606401610b06565b6113bc8282612faa565b60405167ffffffffffffffff821681526001600160a01b038316907fff3285a98b0d2edd94eb6d5bce227b92ab464bc77193068cbd3592569f9b2132906020015b60405180910390a25050565b611412826128cd565b61145f576040517f12bfffe20000000000000000000000000000000000000000000000000000000081525f60048201523360248201526001600160a01b0383166044820152606401610b06565b6001600160a01b0382165f9081526008602052604090205467ffffffffffffffff908116908216116114d8576040517f5459d99e0000000000000000000000000000000000000000000000000000000081526001600160a01b038316600482015267ffffffffffffffff82166024820152604401610b06565b6001600160a01b0382165f8181526008602090815260409182902080547fffffffffffffffffffffffffffffffffffffffffffffffff00000000000000001667ffffffffffffffff861690811790915591519182527f9560fc0bbe59f2cbc3ea0fd008f4ef47e63c640ce6a25963cf7e993868fde4ef91016113fd565b604080515f8152602081019091526060908267ffffffffffffffff81111561157f5761157f614eef565b6040519080825280602002602001820160405280156115b257816020015b606081526020019060019003908161159d5790505b5091505f5b838110156116335761160e308686848181106115d5576115d5614f2f565b90506020028101906115e79190614f5c565b856040516020016115fa93929190614fbd565b604051602081830303815290604052613096565b83828151811061162057611620614f2f565b60209081029190910101526001016115b7565b505092915050565b61164361215b565b5f8181526003602052604090206001808201547d010000000000000000000000000000000000000000000000000000000000900460ff16600581111561168b5761168b6147d9565b146116d7578181600101601d9054906101000a900460ff166040517fcd7ebda6000000000000000000000000000000000000000000000000000000008152600401610b06929190614ed2565b805460018201546001600160a01b0391821691166116f4816128cd565b611742576040517f12bfffe2000000000000000000000000000000000000000000000000000000008152600481018590523360248201526001600160a01b0382166044820152606401610b06565b60018301545f90611799907f000000000000000000000000000000000000000000000000000000000000000063ffffffff169074010000000000000000000000000000000000000000900464ffffffffff16614fe0565b90504264ffffffffff80831690821611156117f0576040517f7680332d0000000000000000000000000000000000000000000000000000000081526004810187905264ffffffffff83166024820152604401610b06565b6001850180547fffff00ffffffff0000000000ffffffffffffffffffffffffffffffffffffffff167401000000000000000000000000000000000000000064ffffffffff8416027fffff00ffffffffffffffffffffffffffffffffffffffffffffffffffffffffff16177d0200000000000000000000000000000000000000000000000000000000001790556001600160a01b038481165f81815260046020908152604080832094881680845294909152902080547fffffffffffffffffffffffffffffffffffffffffffffff00ffffffffffffffff1668010000000000000000179055877f268c2eca20d65e13d23c2449d9e29a009a1ade448f8e9666b42d75d4fc2daf15846119008a6122f6565b6040805164ffffffffff93841681529290911660208301520160405180910390a4505050505061192e6125a2565b50565b5f61073782613168565b61194361215b565b5f8181526003602052604090206001808201547d010000000000000000000000000000000000000000000000000000000000900460ff16600581111561198b5761198b6147d9565b146119d7578181600101601d9054906101000a900460ff166040517fcd7ebda6000000000000000000000000000000000000000000000000000000008152600401610b06929190614ed2565b60018101545f90611a2e907f000000000000000000000000000000000000000000000000000000000000000063ffffffff169074010000000000000000000000000000000000000000900464ffffffffff16614fe0565b90508064ffffffffff164211611a80576040517f6f72328a0000000000000000000000000000000000000000000000000000000081526004810184905264ffffffffff82166024820152604401610b06565b611a8d83835f600161299b565b505061192e6125a2565b5f81815260036020526040812081906001808201547d010000000000000000000000000000000000000000000000000000000000900460ff166005811115611ae157611ae16147d9565b03611afa575f611af082613320565b9250925050915091565b600260018201547d010000000000000000000000000000000000000000000000000000000000900460ff166005811115611b3657611b366147d9565b14611b4657505f93849350915050565b600281015463ffffffff16611b5a826125cc565b611b649190614ffd565b8154611b9c9163ffffffff16907401000000000000000000000000000000000000000090046bffffffffffffffffffffffff16614ebb565b925082611ba882613320565b611bb29190614f1c565b915050915091565b6001600160a01b0381165f908152600660209081526040808320546005909252822054610737916cffffffffffffffffffffffffff9081169116614ea8565b6040805160a0810182525f808252602080830182905282840182905260608301829052608083018290526001600160a01b03851682526006905291909120610737906040805160a0810182525f80825260208201819052918101829052606081018290526080810191909152506040805160a081018252915463ffffffff6d0100000000000000000000000000820416835262ffffff71010000000000000000000000000000000000820481166020850152740100000000000000000000000000000000000000008204811692840192909252770100000000000000000000000000000000000000000000008104909116606083015265ffffffffffff7a01000000000000000000000000000000000000000000000000000090910416608082015290565b5f611d2761215b565b611d338585858561272f565b9050611d3d6125a2565b949350505050565b5f611d4e61215b565b5f868152600360205260409020611d658782612192565b60018101546001600160a01b0316611d8060208801886149ba565b6001600160a01b031614611dee5760018101546001600160a01b0316611da960208801886149ba565b6040517f189f89700000000000000000000000000000000000000000000000000000000081526001600160a01b03928316600482015291166024820152604401610b06565b611df88684613395565b5f611e0282613625565b9050611e0e8883612ddb565b505f611e1983613320565b9050611e268360056136ad565b611e3083836138d0565b611e3b8888886139e2565b50611e4988865f6002613abf565b335f908152600460209081526040822092965086929190611e6c908c018c6149ba565b6001600160a01b0316815260208101919091526040015f90812080547fffffffffffffffffffffffffffffffffffffffffffffffff00000000000000001667ffffffffffffffff939093169290921790915563ffffffff8616611ed76101208b016101008c01615032565b6bffffffffffffffffffffffff16611eef9190614ebb565b905080821115611f6157611f038183614f1c565b335f9081526005602052604081208054909190611f309084906cffffffffffffffffffffffffff1661504d565b92506101000a8154816cffffffffffffffffffffffffff02191690836cffffffffffffffffffffffffff1602179055505b848a7f089c705343bc55fe69924972bc1ac430a8dae52e9cacb0b071b5d4346127b7fc611f8d87613bfd565b848610611f9a5784611f9c565b855b858711611fa9575f611fb3565b611fb38688614f1c565b6040805193845260208401929092529082015267ffffffffffffffff8716606082015260800160405180910390a3611fee60208a018a6149ba565b6001600160a01b031661200760408b0160208c016149ba565b6001600160a01b0316867f268c2eca20d65e13d23c2449d9e29a009a1ade448f8e9666b42d75d4fc2daf154261204c60035f8c81526020019081526020015f206122f6565b6040805164ffffffffff93841681529290911660208301520160405180910390a481811115612087576120876120828383614f1c565b612367565b505050506120936125a2565b95945050505050565b5f600260018301547d010000000000000000000000000000000000000000000000000000000000900460ff1660058111156120d9576120d96147d9565b036120f7576120e7826122f6565b64ffffffffff1642101592915050565b600182015461214c907f000000000000000000000000000000000000000000000000000000000000000063ffffffff169074010000000000000000000000000000000000000000900464ffffffffff16614fe0565b64ffffffffff16421192915050565b612163613c3e565b61219060017f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005b90613c97565b565b600260018201547d010000000000000000000000000000000000000000000000000000000000900460ff1660058111156121ce576121ce6147d9565b1461221a578181600101601d9054906101000a900460ff166040517fcd7ebda6000000000000000000000000000000000000000000000000000000008152600401610b06929190614ed2565b80546001600160a01b031633146122785780546040517f11130b8b000000000000000000000000000000000000000000000000000000008152600481018490523360248201526001600160a01b039091166044820152606401610b06565b5f612282826122f6565b90508064ffffffffff1642106122d4576040517fe86b2f870000000000000000000000000000000000000000000000000000000081526004810184905264ffffffffff82166024820152604401610b06565b505050565b5f63ffffffff82116122eb5781610737565b63ffffffff92915050565b600181015460028201545f9163ffffffff790100000000000000000000000000000000000000000000000000820481169261235d926401000000009091049091169064ffffffffff7401000000000000000000000000000000000000000090910416614fe0565b6107379190614fe0565b6040517f70a082310000000000000000000000000000000000000000000000000000000081523060048201525f907f00000000000000000000000000000000000000000000000000000000000000006001600160a01b0316906370a0823190602401602060405180830381865afa1580156123e4573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906124089190615072565b905061243f6001600160a01b037f000000000000000000000000000000000000000000000000000000000000000016333085613c9e565b6040517f70a082310000000000000000000000000000000000000000000000000000000081523060048201525f907f00000000000000000000000000000000000000000000000000000000000000006001600160a01b0316906370a0823190602401602060405180830381865afa1580156124bc573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906124e09190615072565b90505f8282116124f0575f6124fa565b6124fa8383614f1c565b905083811461253f576040517fa944c28e0000000000000000000000000000000000000000000000000000000081526004810185905260248101829052604401610b06565b6cffffffffffffffffffffffffff82111561259c576040517f7a75ce01000000000000000000000000000000000000000000000000000000008152600481018390526cffffffffffffffffffffffffff6024820152604401610b06565b50505050565b6121905f7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f0061218a565b5f5f6125d783613625565b600284015467ffffffffffffffff919091169150640100000000900463ffffffff168111612605575f610d1e565b6002830154610d1e90640100000000900463ffffffff1682614f1c565b61262f8383836001613ced565b6122d4576040517f5274afe70000000000000000000000000000000000000000000000000000000081526001600160a01b0384166004820152602401610b06565b6040517fd505accf000000000000000000000000000000000000000000000000000000008152336004820152306024820152604481018690526064810185905260ff8416608482015260a4810183905260c481018290527f00000000000000000000000000000000000000000000000000000000000000006001600160a01b03169063d505accf9060e4015f604051808303815f87803b158015612712575f5ffd5b505af1925050508015612723575060015b15611355575050505050565b5f61273a8583613395565b335f9081526004602090815260408220908290612759908901896149ba565b6001600160a01b0316815260208101919091526040015f20805490915067ffffffffffffffff168015612835575f81815260036020526040902061279c8161209c565b6127d5576040517f873cedbb00000000000000000000000000000000000000000000000000000000815260048101839052602401610b06565b600260018201547d010000000000000000000000000000000000000000000000000000000000900460ff166005811115612811576128116147d9565b03612826576128208282612a75565b50612833565b61283382825f600161299b565b505b5f6128418888886139e2565b905061285a88866128538b8786613d68565b6001613abf565b83547fffffffffffffffffffffffffffffffffffffffffffffffff00000000000000001667ffffffffffffffff821617845593506128c263ffffffff86166128aa6101208b016101008c01615032565b6bffffffffffffffffffffffff166120829190614ebb565b505050949350505050565b5f336001600160a01b038316148061073757506040517f636f35d30000000000000000000000000000000000000000000000000000000081526001600160a01b0383811660048301527f0000000000000000000000000000000000000000000000000000000000000000169063636f35d390602401602060405180830381865afa15801561295d573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906129819190615089565b6001600160a01b0316336001600160a01b03161492915050565b5f6129a584613320565b90506129b28460046136ad565b83546001600160a01b03165f90815260056020526040812080548392906129e99084906cffffffffffffffffffffffffff1661504d565b82546cffffffffffffffffffffffffff9182166101009390930a928302919092021990911617905550600184015484546040516001600160a01b0392831692919091169087907fb6d5dddfd00f9e347778d9473f13945a868806b8c53341980aed5aadf1b39ead90612a6690889088905f9081908a9082906150a4565b60405180910390a45050505050565b5f5f612a8083613625565b9050612a8c8484612ddb565b9150612a998360036136ad565b612aa383826138d0565b82546001600160a01b03165f90815260056020526040902080546d0100000000000000000000000000900463ffffffff90811614612b215780548190600d90612b02906d0100000000000000000000000000900463ffffffff166150ef565b91906101000a81548163ffffffff021916908363ffffffff1602179055505b5060018301546001600160a01b03165f90815260066020526040902080546d0100000000000000000000000000900463ffffffff90811614612ba35780548190600d90612b84906d0100000000000000000000000000900463ffffffff166150ef565b91906101000a81548163ffffffff021916908363ffffffff1602179055505b600184015484546001600160a01b039182169116867f1fc8de1565a08c75dd20bf72819c028985d82d53bb1dd0fbda0c24cee815052f612be288613bfd565b6040805191825267ffffffffffffffff881660208301520160405180910390a4505092915050565b5f612c1484613625565b6002850154909150640100000000900463ffffffff1667ffffffffffffffff821610612c408686612ddb565b505f612c4b86613320565b9050612c588660046136ad565b612c6286846138d0565b85546001600160a01b03165f9081526005602052604081208054839290612c999084906cffffffffffffffffffffffffff1661504d565b82546cffffffffffffffffffffffffff9182166101009390930a92830291909202199091161790555085546001600160a01b039081165f818152600560205260409020612cec9290918591891614613efa565b60018601546001600160a01b039081165f818152600660205260409020612d199290918591891614613efa565b600186015486546001600160a01b039182169116887fb6d5dddfd00f9e347778d9473f13945a868806b8c53341980aed5aadf1b39ead888887612d5b8d613bfd565b888b604051612d6f969594939291906150a4565b60405180910390a450505050505050565b6060612dab7f0000000000000000000000000000000000000000000000000000000000000000614020565b905090565b6060612dab7f0000000000000000000000000000000000000000000000000000000000000000614020565b5f5f612de6836125cc565b6002840154909150612dfe9063ffffffff1682614ffd565b8354612e369163ffffffff16907401000000000000000000000000000000000000000090046bffffffffffffffffffffffff16614ebb565b9150815f03612e48575f915050610737565b6002830180547fffffffffffffffffffffffffffffffffffffffffffffffffffffffff000000001663ffffffff831617905560018301546001600160a01b03165f9081526006602052604081208054849290612eb49084906cffffffffffffffffffffffffff1661504d565b92506101000a8154816cffffffffffffffffffffffffff02191690836cffffffffffffffffffffffffff16021790555081600260088282829054906101000a900477ffffffffffffffffffffffffffffffffffffffffffffffff16612f199190615113565b92506101000a81548177ffffffffffffffffffffffffffffffffffffffffffffffff021916908377ffffffffffffffffffffffffffffffffffffffffffffffff160217905550837f85cfa59b37ef08d44800b8e9a0e42a4f61d204f2874d003adf5bc10c1c39b06283612f8b86613bfd565b6040805192835260208301919091520160405180910390a25092915050565b6001600160a01b0382165f90815260076020908152604080832066ffffffffffffff600886901c16808552925290912054600160ff84161b9080821615158061301757506001600160a01b0385165f9081526008602052604090205467ffffffffffffffff908116908516105b15613069576040517f5459d99e0000000000000000000000000000000000000000000000000000000081526001600160a01b038616600482015267ffffffffffffffff85166024820152604401610b06565b6001600160a01b039094165f90815260076020908152604080832094835293905291909120921790915550565b60605f6130a3848461405d565b90508080156130c457505f3d11806130c457505f846001600160a01b03163b115b156130d9576130d1614070565b915050610737565b801561311c576040517f9996b3150000000000000000000000000000000000000000000000000000000081526001600160a01b0385166004820152602401610b06565b3d1561312f5761312a614089565b613161565b6040517fd6bda27500000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b5092915050565b5f5f7fd490767dfd66c3d475ecb570521545f79e2e817852751c8e36c43200524620b6836040016040516020016131a0929190615233565b604080517fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe081840301815291905280516020918201209150610d1e907f085d57ebe69d97f2ce3e03d711224a78c3dd526d21ac41d1dadec93af4f9d3989061320a908601866149ba565b61321a60408701602088016149ba565b8461322d61012089016101008a01615032565b61323f6101408a016101208b01615247565b6132516101608b016101408c01615247565b6132636101808c016101608d01615247565b6132756101a08d016101808e01615260565b6132876101c08e016101a08f01615279565b60408051602081019b909b526001600160a01b03998a16908b015297909616606089015260808801949094526bffffffffffffffffffffffff90921660a087015263ffffffff90811660c087015290811660e08601521661010084015264ffffffffff1661012083015267ffffffffffffffff166101408201526101600160405160208183030381529060405280519060200120614094565b600281015460018201545f9161335d9163ffffffff9182169179010000000000000000000000000000000000000000000000000090910416614ffd565b82546107379163ffffffff16907401000000000000000000000000000000000000000090046bffffffffffffffffffffffff16614ebb565b6133a560408301602084016149ba565b6001600160a01b0316336001600160a01b03161461341357336133ce60408401602085016149ba565b6040517fdc9666c40000000000000000000000000000000000000000000000000000000081526001600160a01b03928316600482015291166024820152604401610b06565b6134256101a083016101808401615260565b64ffffffffff1642111561348a576134456101a083016101808401615260565b6040517f7c8c7b3500000000000000000000000000000000000000000000000000000000815264ffffffffff9182166004820152429091166024820152604401610b06565b61349c61012083016101008401615032565b6bffffffffffffffffffffffff165f036134e2576040517fefcd318300000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b63ffffffff81161580613511575061350261014083016101208401615247565b63ffffffff168163ffffffff16105b80613538575061352961016083016101408401615247565b63ffffffff168163ffffffff16115b156135ad578061355061014084016101208501615247565b61356261016085016101408601615247565b6040517fa232350100000000000000000000000000000000000000000000000000000000815263ffffffff938416600482015291831660248301529091166044820152606401610b06565b62093a806135c361018084016101608501615247565b63ffffffff161115610c0b576135e161018083016101608401615247565b6040517f78239f7600000000000000000000000000000000000000000000000000000000815263ffffffff909116600482015262093a806024820152604401610b06565b600181015460028201545f91829161366b9163ffffffff790100000000000000000000000000000000000000000000000000909104811691640100000000900416614ea8565b60018401549091505f9061369e9074010000000000000000000000000000000000000000900464ffffffffff1642614f1c565b9050818110610d1e5781611d3d565b6001820180548291907fffff00ffffffffffffffffffffffffffffffffffffffffffffffffffffffffff167d010000000000000000000000000000000000000000000000000000000000836005811115613709576137096147d9565b021790555081546001600160a01b039081165f90815260046020908152604080832060018701805486168552925290912080547fffffffffffffffffffffffffffffffffffffffffffffffff0000000000000000169055547f0000000000000000000000000000000000000000000000000000000000000000821691639e7bbd879116613882856040805160c0810182525f80825260208201819052918101829052606081018290526080810182905260a0810191909152506040805160c08101825260029092015463ffffffff6c01000000000000000000000000820481168452700100000000000000000000000000000000820481166020850152740100000000000000000000000000000000000000008204169183019190915264ffffffffff7801000000000000000000000000000000000000000000000000820416606083015261ffff7d0100000000000000000000000000000000000000000000000000000000009091041660808201525f60a082015290565b6040518363ffffffff1660e01b815260040161389f929190615292565b5f604051808303815f87803b1580156138b6575f5ffd5b505af11580156138c8573d5f5f3e3d5ffd5b505050505050565b81546001600160a01b03165f908152600560205260409020805461391a907a010000000000000000000000000000000000000000000000000000900465ffffffffffff16836140db565b815479ffffffffffffffffffffffffffffffffffffffffffffffffffff167a01000000000000000000000000000000000000000000000000000065ffffffffffff92831681029190911790925560018401546001600160a01b03165f9081526006602052604090208054909261399392910416836140db565b815465ffffffffffff919091167a0100000000000000000000000000000000000000000000000000000279ffffffffffffffffffffffffffffffffffffffffffffffffffff9091161790555050565b5f80613a0b6139f460208701876149ba565b613a066101c088016101a08901615279565b612faa565b6001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000166357851412613a4760208801886149ba565b876040016040518363ffffffff1660e01b8152600401613a68929190615323565b60408051808303815f875af1158015613a83573d5f5f3e3d5ffd5b505050506040513d601f19601f82011682018060405250810190613aa79190615340565b92509050613ab78582868661411d565b509392505050565b600280545f91908290613adb9067ffffffffffffffff1661536d565b825467ffffffffffffffff9182166101009390930a83810292021916179091555f818152600360205260409020909150613b189086868686614266565b613b2560208601866149ba565b6001600160a01b0316613b3e60408701602088016149ba565b6001600160a01b0316827fd0fa6e42a079f250959b3874476188048c46e034fd476216889f230be3dd246360408901613b7f6101208b016101008c01615032565b89613b926101608d016101408e01615247565b8a8d6101a0016020810190613ba79190615279565b8d63ffffffff168f610100016020810190613bc29190615032565b6bffffffffffffffffffffffff16613bda9190614ebb565b604051613bed9796959493929190615390565b60405180910390a4949350505050565b600281015481545f916107379163ffffffff909116907401000000000000000000000000000000000000000090046bffffffffffffffffffffffff16614ebb565b7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005c15612190576040517f3ee5aeb500000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b80825d5050565b613cac848484846001614356565b61259c576040517f5274afe70000000000000000000000000000000000000000000000000000000081526001600160a01b0385166004820152602401610b06565b6040517fa9059cbb000000000000000000000000000000000000000000000000000000005f8181526001600160a01b038616600452602485905291602083604481808b5af1925060015f51148316613d5c578383151615613d50573d5f823e3d81fd5b5f873b113d1516831692505b60405250949350505050565b5f613d7b61018085016101608601615247565b63ffffffff161580613d9a5750825468010000000000000000900460ff165b15613da657505f610d1e565b816bffffffffffffffffffffffff165f03613dd457613dcd61018085016101608601615247565b9050610d1e565b7f00000000000000000000000000000000000000000000000000000000000000006001600160a01b0316613e0957505f610d1e565b6bffffffffffffffffffffffff82166001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000166342623360613e5760408801602089016149ba565b6040517fffffffff0000000000000000000000000000000000000000000000000000000060e084901b1681526001600160a01b039091166004820152602401602060405180830381865afa158015613eb1573d5f5f3e3d5ffd5b505050506040513d601f19601f82011682018060405250810190613ed59190615072565b10613ef157613eec61018085016101608601615247565b611d3d565b5f949350505050565b8115613f6e57825471010000000000000000000000000000000000900462ffffff908116146122d45782548390601190613f4d9071010000000000000000000000000000000000900462ffffff166153f1565b91906101000a81548162ffffff021916908362ffffff160217905550505050565b8015613fc757825474010000000000000000000000000000000000000000900462ffffff908116146122d45782548390601490613f4d9074010000000000000000000000000000000000000000900462ffffff166153f1565b825477010000000000000000000000000000000000000000000000900462ffffff908116146122d45782548390601790613f4d9077010000000000000000000000000000000000000000000000900462ffffff166153f1565b60605f61402c836143dc565b6040805160208082528183019092529192505f91906020820181803683375050509182525060208101929092525090565b5f5f5f835160208501865af49392505050565b6040513d81523d5f602083013e3d602001810160405290565b6040513d5f823e3d81fd5b5f6107376140a061441c565b836040517f19010000000000000000000000000000000000000000000000000000000000008152600281019290925260228201526042902090565b5f806140f967ffffffffffffffff841665ffffffffffff8616614ea8565b905065ffffffffffff811161410e5780611d3d565b65ffffffffffff949350505050565b5f61412785613168565b90505f5f614136838686614545565b5090925090505f81600381111561414f5761414f6147d9565b1480156141945750856001600160a01b0316826001600160a01b03161480614194575061417f60208801886149ba565b6001600160a01b0316826001600160a01b0316145b156141a15750505061259c565b6001600160a01b0386163b158015906141c157506141c18684878761458c565b156141ce5750505061259c565b6141db60208801886149ba565b6001600160a01b03163b1580159061420657506142066141fe60208901896149ba565b84878761458c565b156142135750505061259c565b61422060208801886149ba565b6040517f972d85740000000000000000000000000000000000000000000000000000000081526001600160a01b0391821660048201529083166024820152604401610b06565b5f60a061427b61012087016101008801615032565b6bffffffffffffffffffffffff16901b61429b60408701602088016149ba565b6001600160a01b03161790505f60e88360058111156142bc576142bc6147d9565b901b7cffffffff0000000000000000000000000000000000000000000000000060c887901b164260a01b6142f360208a018a6149ba565b6001600160a01b031617171790505f60606143108860400161460f565b901b60406143266101608a016101408b01615247565b63ffffffff16901b60208763ffffffff16901b171790508288558160018901558060028901555050505050505050565b6040517f23b872dd000000000000000000000000000000000000000000000000000000005f8181526001600160a01b038781166004528616602452604485905291602083606481808c5af1925060015f511483166143cb5783831516156143bf573d5f823e3d81fd5b5f883b113d1516831692505b604052505f60605295945050505050565b5f60ff8216601f811115610737576040517fb3512b0c00000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b5f306001600160a01b037f00000000000000000000000000000000000000000000000000000000000000001614801561447457507f000000000000000000000000000000000000000000000000000000000000000046145b1561449e57507f000000000000000000000000000000000000000000000000000000000000000090565b612dab604080517f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f60208201527f0000000000000000000000000000000000000000000000000000000000000000918101919091527f000000000000000000000000000000000000000000000000000000000000000060608201524660808201523060a08201525f9060c00160405160208183030381529060405280519060200120905090565b5f80806041849003614579578435602086013560408701355f1a61456b89828585614691565b955095509550505050614583565b505f915060029050825b93509350939050565b604080517f1626ba7e00000000000000000000000000000000000000000000000000000000808252600482018690526024820192909252604481018390525f91908390818660648301375f82606483010152601f820160051c60051b915060205f60648401838b5afa9050825f5114601f3d111681169350505050949350505050565b5f608861462260a084016080850161540a565b61ffff16901b606061463960808501858301615260565b64ffffffffff16901b604061465360608601868301615247565b63ffffffff16901b602061466c60408701878301615247565b63ffffffff16901b6146816020870187615247565b63ffffffff161717171792915050565b5f80807f7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a08411156146ca57505f9150600390508261476d565b604080515f808252602082018084528a905260ff891692820192909252606081018790526080810186905260019060a0016020604051602081039080840390855afa15801561471b573d5f5f3e3d5ffd5b50506040517fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe001519150506001600160a01b03811661476457505f92506001915082905061476d565b92505f91508190505b9450945094915050565b6001600160a01b038116811461192e575f5ffd5b5f5f6040838503121561479c575f5ffd5b82356147a781614777565b915060208301356147b781614777565b809150509250929050565b5f602082840312156147d2575f5ffd5b5035919050565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52602160045260245ffd5b6006811061192e577f4e487b71000000000000000000000000000000000000000000000000000000005f52602160045260245ffd5b61484481614806565b9052565b81516001600160a01b031681526101e08101602083015161487460208401826001600160a01b03169052565b50604083015161489460408401826bffffffffffffffffffffffff169052565b50606083015161491b606084018263ffffffff815116825263ffffffff602082015116602083015263ffffffff604082015116604083015264ffffffffff606082015116606083015261ffff60808201511660808301527fffffffffffffffffffffffff000000000000000000000000000000000000000060a08201511660a08301525050565b50608083015164ffffffffff166101208381019190915260a084015163ffffffff90811661014085015260c0850151811661016085015260e08501518116610180850152610100850151166101a08401528301516131616101c084018261483b565b803563ffffffff81168114610f29575f5ffd5b5f5f604083850312156149a1575f5ffd5b823591506149b16020840161497d565b90509250929050565b5f602082840312156149ca575f5ffd5b8135610d1e81614777565b803567ffffffffffffffff81168114610f29575f5ffd5b5f5f604083850312156149fd575f5ffd5b8235614a0881614777565b91506149b1602084016149d5565b5f81518084528060208401602086015e5f6020828601015260207fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0601f83011685010191505092915050565b602081525f6107346020830184614a16565b5f6101c08284031215614a85575f5ffd5b50919050565b5f5f83601f840112614a9b575f5ffd5b50813567ffffffffffffffff811115614ab2575f5ffd5b602083019150836020828501011115614ac9575f5ffd5b9250929050565b803560ff81168114610f29575f5ffd5b5f5f5f5f5f5f5f5f5f6102a08a8c031215614af9575f5ffd5b614b038b8b614a74565b98506101c08a013567ffffffffffffffff811115614b1f575f5ffd5b614b2b8c828d01614a8b565b9099509750614b3f90506101e08b0161497d565b95506102008a013594506102208a01359350614b5e6102408b01614ad0565b989b979a50959894979396929550929361026081013593506102800135919050565b5f5f60408385031215614b91575f5ffd5b823591506020830135600681106147b7575f5ffd5b7fff000000000000000000000000000000000000000000000000000000000000008816815260e060208201525f614be060e0830189614a16565b8281036040840152614bf28189614a16565b606084018890526001600160a01b038716608085015260a0840186905283810360c0850152845180825260208087019350909101905f5b81811015614c47578351835260209384019390920191600101614c29565b50909b9a5050505050505050505050565b5f5f5f5f5f60a08688031215614c6c575f5ffd5b8535945060208601359350614c8360408701614ad0565b94979396509394606081013594506080013592915050565b5f5f60208385031215614cac575f5ffd5b823567ffffffffffffffff811115614cc2575f5ffd5b8301601f81018513614cd2575f5ffd5b803567ffffffffffffffff811115614ce8575f5ffd5b8560208260051b8401011115614cfc575f5ffd5b6020919091019590945092505050565b5f602082016020835280845180835260408501915060408160051b8601019250602086015f5b82811015614d81577fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc0878603018452614d6c858351614a16565b94506020938401939190910190600101614d32565b50929695505050505050565b5f6101c08284031215614d9e575f5ffd5b6107348383614a74565b5f5f5f5f6102008587031215614dbc575f5ffd5b614dc68686614a74565b93506101c085013567ffffffffffffffff811115614de2575f5ffd5b614dee87828801614a8b565b9094509250614e0290506101e0860161497d565b905092959194509250565b5f5f5f5f5f6102208688031215614e22575f5ffd5b85359450614e338760208801614a74565b93506101e086013567ffffffffffffffff811115614e4f575f5ffd5b614e5b88828901614a8b565b9094509250614e6f9050610200870161497d565b90509295509295909350565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b8082018082111561073757610737614e7b565b808202811582820484141761073757610737614e7b565b82815260408101614ee283614806565b8260208301529392505050565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b8181038181111561073757610737614e7b565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52603260045260245ffd5b5f5f83357fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe1843603018112614f8f575f5ffd5b83018035915067ffffffffffffffff821115614fa9575f5ffd5b602001915036819003821315614ac9575f5ffd5b828482375f8382015f815283518060208601835e5f910190815295945050505050565b64ffffffffff818116838216019081111561073757610737614e7b565b63ffffffff828116828216039081111561073757610737614e7b565b6bffffffffffffffffffffffff8116811461192e575f5ffd5b5f60208284031215615042575f5ffd5b8135610d1e81615019565b6cffffffffffffffffffffffffff818116838216019081111561073757610737614e7b565b5f60208284031215615082575f5ffd5b5051919050565b5f60208284031215615099575f5ffd5b8151610d1e81614777565b6001600160a01b038716815260c081016150bd87614806565b602082019690965293151560408501526060840192909252608083015267ffffffffffffffff1660a090910152919050565b5f63ffffffff821663ffffffff810361510a5761510a614e7b565b60010192915050565b77ffffffffffffffffffffffffffffffffffffffffffffffff818116838216019081111561073757610737614e7b565b803564ffffffffff81168114610f29575f5ffd5b803561ffff81168114610f29575f5ffd5b63ffffffff6151768261497d565b16825263ffffffff61518a6020830161497d565b16602083015263ffffffff6151a16040830161497d565b16604083015264ffffffffff6151b960608301615143565b16606083015261ffff6151ce60808301615157565b16608083015260a08101357fffffffffffffffffffffffff000000000000000000000000000000000000000081168114615206575f5ffd5b7fffffffffffffffffffffffff0000000000000000000000000000000000000000811660a0840152505050565b82815260e08101610d1e6020830184615168565b5f60208284031215615257575f5ffd5b6107348261497d565b5f60208284031215615270575f5ffd5b61073482615143565b5f60208284031215615289575f5ffd5b610734826149d5565b6001600160a01b038316815260e08101610d1e602083018463ffffffff815116825263ffffffff602082015116602083015263ffffffff604082015116604083015264ffffffffff606082015116606083015261ffff60808201511660808301527fffffffffffffffffffffffff000000000000000000000000000000000000000060a08201511660a08301525050565b6001600160a01b038316815260e08101610d1e6020830184615168565b5f5f60408385031215615351575f5ffd5b825161535c81614777565b60208401519092506147b781615019565b5f67ffffffffffffffff821667ffffffffffffffff810361510a5761510a614e7b565b610180810161539f828a615168565b6bffffffffffffffffffffffff9790971660c082015263ffffffff95861660e08201529385166101008501529190931661012083015267ffffffffffffffff9092166101408201526101600152919050565b5f62ffffff821662ffffff810361510a5761510a614e7b565b5f6020828403121561541a575f5ffd5b6107348261515756",
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
	Bin: "0x60a060405234801561000f575f5ffd5b50604051612b48380380612b4883398101604081905261002e91610066565b6001600160a01b03811661005557604051633d9b98e160e11b815260040160405180910390fd5b6001600160a01b0316608052610093565b5f60208284031215610076575f5ffd5b81516001600160a01b038116811461008c575f5ffd5b9392505050565b608051612a8f6100b95f395f818161020501528181610d3401526112650152612a8f5ff3fe608060405234801561000f575f5ffd5b50600436106100da575f3560e01c80636da49b83116100885780639e7bbd87116100635780639e7bbd8714610227578063b3ab15fb1461023a578063bffbe61c1461024d578063fa969caf1461026d575f5ffd5b80636da49b83146101f05780638048d86c146101f857806380f5560514610200575f5ffd5b80631938aadd116100b85780631938aadd146101305780635785141214610147578063636f35d314610193575f5ffd5b806312216bb7146100de57806316c38b3c146100f357806316dbf7db14610106575b5f5ffd5b6100f16100ec366004611e15565b610276565b005b6100f1610101366004611ecb565b6109ee565b610119610114366004611eea565b610a88565b6040516101279291906120ed565b60405180910390f35b61013961080081565b604051908152602001610127565b61015a6101553660046121c1565b610d1a565b6040805173ffffffffffffffffffffffffffffffffffffffff90931683526bffffffffffffffffffffffff909116602083015201610127565b6101cb6101a13660046121f3565b73ffffffffffffffffffffffffffffffffffffffff9081165f908152602081905260409020541690565b60405173ffffffffffffffffffffffffffffffffffffffff9091168152602001610127565b600154610139565b610139606481565b6101cb7f000000000000000000000000000000000000000000000000000000000000000081565b6100f16102353660046121c1565b61124d565b6100f16102483660046121f3565b611400565b61026061025b3660046121f3565b61147c565b604051610127919061220c565b61013961010381565b335f9081526020819052604081209084908190036102c0576040517f9817ee9300000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b61010381111561030c576040517fc43087090000000000000000000000000000000000000000000000000000000081526004810182905261010360248201526044015b60405180910390fd5b5081610800811115610355576040517f7b551fee000000000000000000000000000000000000000000000000000000008152600481018290526108006024820152604401610303565b5f61036660c08a0160a08b01612259565b7fffffffffffffffffffffffff0000000000000000000000000000000000000000161461039960a08a0160808b0161228e565b61ffff161514610423576103b360a0890160808a0161228e565b6103c360c08a0160a08b01612259565b6040517fac7000da00000000000000000000000000000000000000000000000000000000815261ffff90921660048301527fffffffffffffffffffffffff0000000000000000000000000000000000000000166024820152604401610303565b61052461051e836040805160c0810182525f80825260208201819052918101829052606081018290526080810182905260a0810191909152506040805160c081018252600283015463ffffffff808216835264010000000082048116602084015268010000000000000000820416928201929092526c01000000000000000000000000820464ffffffffff1660608201527101000000000000000000000000000000000090910461ffff166080820152600190910154730100000000000000000000000000000000000000900460a090811b7fffffffffffffffffffffffff0000000000000000000000000000000000000000169082015290565b8961154f565b6106555787610621836040805160c0810182525f80825260208201819052918101829052606081018290526080810182905260a0810191909152506040805160c081018252600283015463ffffffff808216835264010000000082048116602084015268010000000000000000820416928201929092526c01000000000000000000000000820464ffffffffff1660608201527101000000000000000000000000000000000090910461ffff166080820152600190910154730100000000000000000000000000000000000000900460a090811b7fffffffffffffffffffffffff0000000000000000000000000000000000000000169082015290565b6040517f95edec91000000000000000000000000000000000000000000000000000000008152600401610303929190612391565b600282015471010000000000000000000000000000000000900461ffff16158015906106d4575061068c60c0890160a08a01612259565b6001830154730100000000000000000000000000000000000000900460a01b7fffffffffffffffffffffffff0000000000000000000000000000000000000000908116911614155b156107d25787610621836040805160c0810182525f80825260208201819052918101829052606081018290526080810182905260a0810191909152506040805160c081018252600283015463ffffffff808216835264010000000082048116602084015268010000000000000000820416928201929092526c01000000000000000000000000820464ffffffffff1660608201527101000000000000000000000000000000000090910461ffff166080820152600190910154730100000000000000000000000000000000000000900460a090811b7fffffffffffffffffffffffff0000000000000000000000000000000000000000169082015290565b6002820154730100000000000000000000000000000000000000900464ffffffffff165f0361089f5760028201805464ffffffffff4216730100000000000000000000000000000000000000027fffffffffffffffff0000000000ffffffffffffffffffffffffffffffffffffff9091161790556001805480820182555f919091527fb10e2d527612073b26eecdfd717e6a320cf44b4afac2b0732d9fcbe2b7fa0cf60180547fffffffffffffffffffffffff000000000000000000000000000000000000000016331790555b815473ffffffffffffffffffffffffffffffffffffffff8a81169116146109035760405173ffffffffffffffffffffffffffffffffffffffff8a169033907fd58299b712891143e76310d5e664c4203c940a67db37cf856bdaa3c5c76a802c905f90a35b6bffffffffffffffffffffffff8716740100000000000000000000000000000000000000000273ffffffffffffffffffffffffffffffffffffffff8a1617825587600183016109528282612432565b5050600382016109638688836126b0565b50600482016109738486836126b0565b508873ffffffffffffffffffffffffffffffffffffffff163373ffffffffffffffffffffffffffffffffffffffff167fd83da6b113f5aced84597215dfcc5022897402a46b9d24349bf3516f53bbe9f38a8a8a8a8a8a6040516109db9695949392919061280e565b60405180910390a3505050505050505050565b5f6109f833611620565b6002810180548415157801000000000000000000000000000000000000000000000000027fffffffffffffff00ffffffffffffffffffffffffffffffffffffffffffffffff90911617905560405190915033907f0add8830292bbec16ed173e471f1bc751d11d690407475d22d45feb62139444490610a7c90851515815260200190565b60405180910390a25050565b60015460609081905f818610610a9e575f610aa8565b610aa88683612892565b905084811115610ab55750835b6064811115610ac2575060645b8067ffffffffffffffff811115610adb57610adb6125e2565b604051908082528060200260200182016040528015610b04578160200160208202803683370190505b5093508067ffffffffffffffff811115610b2057610b206125e2565b604051908082528060200260200182016040528015610bf157816020015b610bde60408051610100810182525f8082526020808301829052835160c081018552828152908101829052808401829052606081018290526080810182905260a0810191909152909182019081526040805160c0810182525f8082526020828101829052928201819052606082018190526080820181905260a082015291019081525f602082018190526040820152606080820181905260809091015290565b815260200190600190039081610b3e5790505b5092505f5b81811015610d10576001610c0a82896128a5565b81548110610c1a57610c1a6128b8565b905f5260205f20015f9054906101000a900473ffffffffffffffffffffffffffffffffffffffff16858281518110610c5457610c546128b8565b602002602001019073ffffffffffffffffffffffffffffffffffffffff16908173ffffffffffffffffffffffffffffffffffffffff1681525050610ceb5f5f878481518110610ca557610ca56128b8565b602002602001015173ffffffffffffffffffffffffffffffffffffffff1673ffffffffffffffffffffffffffffffffffffffff1681526020019081526020015f206116bf565b848281518110610cfd57610cfd6128b8565b6020908102919091010152600101610bf6565b5050509250929050565b5f803373ffffffffffffffffffffffffffffffffffffffff7f00000000000000000000000000000000000000000000000000000000000000001614610d8d576040517f3177c452000000000000000000000000000000000000000000000000000000008152336004820152602401610303565b5f610d9785611620565b60028101549091507801000000000000000000000000000000000000000000000000900460ff1615610e0d576040517fbe41466a00000000000000000000000000000000000000000000000000000000815273ffffffffffffffffffffffffffffffffffffffff86166004820152602401610303565b6040805160c081018252600183015463ffffffff808216835264010000000082048116602084015268010000000000000000820416928201929092526c01000000000000000000000000820464ffffffffff16606082015271010000000000000000000000000000000000820461ffff16608082015273010000000000000000000000000000000000000090910460a090811b7fffffffffffffffffffffffff000000000000000000000000000000000000000016908201525f610fbf836040805160c0810182525f80825260208201819052918101829052606081018290526080810182905260a0810191909152506040805160c081018252600283015463ffffffff808216835264010000000082048116602084015268010000000000000000820416928201929092526c01000000000000000000000000820464ffffffffff1660608201527101000000000000000000000000000000000090910461ffff166080820152600190910154730100000000000000000000000000000000000000900460a090811b7fffffffffffffffffffffffff0000000000000000000000000000000000000000169082015290565b90505f610fcf60208801886128e5565b825163ffffffff90811691160190505f610fef6040890160208a016128e5565b602084015163ffffffff90811691160190505f61101260608a0160408b016128e5565b604085015163ffffffff90811691160190505f61103560808b0160608c01612900565b606086015164ffffffffff90811691160190505f61105960a08c0160808d0161228e565b61ffff16866080015161ffff16019050865f015163ffffffff168511806110895750866020015163ffffffff1684115b8061109d5750866040015163ffffffff1683115b806110b25750866060015164ffffffffff1682115b806110c45750866080015161ffff1681115b8061118257506110da60a08c0160808d0161228e565b61ffff161580159061111d57505f6110f860c08d0160a08e01612259565b7fffffffffffffffffffffffff00000000000000000000000000000000000000001614155b8015611182575060a0808801517fffffffffffffffffffffffff0000000000000000000000000000000000000000169061115d9060c08e01908e01612259565b7fffffffffffffffffffffffff00000000000000000000000000000000000000001614155b156111c6578a6111928888611aed565b6040517f08bae04e000000000000000000000000000000000000000000000000000000008152600401610303929190612391565b63ffffffff948516865292841660208601529216604084015264ffffffffff909116606083015261ffff166080820152611201878483611c70565b50505473ffffffffffffffffffffffffffffffffffffffff811692507401000000000000000000000000000000000000000090046bffffffffffffffffffffffff1690505b9250929050565b3373ffffffffffffffffffffffffffffffffffffffff7f000000000000000000000000000000000000000000000000000000000000000016146112be576040517f3177c452000000000000000000000000000000000000000000000000000000008152336004820152602401610303565b73ffffffffffffffffffffffffffffffffffffffff82165f9081526020819052604090206113fb83826113f66113e2826040805160c0810182525f80825260208201819052918101829052606081018290526080810182905260a0810191909152506040805160c081018252600283015463ffffffff808216835264010000000082048116602084015268010000000000000000820416928201929092526c01000000000000000000000000820464ffffffffff1660608201527101000000000000000000000000000000000090910461ffff166080820152600190910154730100000000000000000000000000000000000000900460a090811b7fffffffffffffffffffffffff0000000000000000000000000000000000000000169082015290565b6113f13688900388018861291b565b611aed565b611c70565b505050565b5f61140a33611620565b80547fffffffffffffffffffffffff00000000000000000000000000000000000000001673ffffffffffffffffffffffffffffffffffffffff841690811782556040519192509033907fd58299b712891143e76310d5e664c4203c940a67db37cf856bdaa3c5c76a802c905f90a35050565b61151c60408051610100810182525f8082526020808301829052835160c081018552828152908101829052808401829052606081018290526080810182905260a0810191909152909182019081526040805160c0810182525f8082526020828101829052928201819052606082018190526080820181905260a082015291019081525f602082018190526040820152606080820181905260809091015290565b73ffffffffffffffffffffffffffffffffffffffff82165f908152602081905260409020611549906116bf565b92915050565b5f61155d60208301836128e5565b63ffffffff16835f015163ffffffff161115801561159a575061158660408301602084016128e5565b63ffffffff16836020015163ffffffff1611155b80156115c557506115b160608301604084016128e5565b63ffffffff16836040015163ffffffff1611155b80156115f257506115dc6080830160608401612900565b64ffffffffff16836060015164ffffffffff1611155b8015611619575061160960a083016080840161228e565b61ffff16836080015161ffff1611155b9392505050565b73ffffffffffffffffffffffffffffffffffffffff81165f9081526020819052604081206002810154909173010000000000000000000000000000000000000090910464ffffffffff1690036116ba576040517f7106cd1c00000000000000000000000000000000000000000000000000000000815273ffffffffffffffffffffffffffffffffffffffff83166004820152602401610303565b919050565b61175f60408051610100810182525f8082526020808301829052835160c081018552828152908101829052808401829052606081018290526080810182905260a0810191909152909182019081526040805160c0810182525f8082526020828101829052928201819052606082018190526080820181905260a082015291019081525f602082018190526040820152606080820181905260809091015290565b6040805161010081018252835473ffffffffffffffffffffffffffffffffffffffff811682527401000000000000000000000000000000000000000090046bffffffffffffffffffffffff16602080830191909152825160c081018452600186015463ffffffff80821683526401000000008204811693830193909352680100000000000000008104909216818501526c01000000000000000000000000820464ffffffffff1660608083019190915271010000000000000000000000000000000000830461ffff16608083015273010000000000000000000000000000000000000090920460a090811b7fffffffffffffffffffffffff0000000000000000000000000000000000000000169082015292820192909252908101611972846040805160c0810182525f80825260208201819052918101829052606081018290526080810182905260a0810191909152506040805160c081018252600283015463ffffffff808216835264010000000082048116602084015268010000000000000000820416928201929092526c01000000000000000000000000820464ffffffffff1660608201527101000000000000000000000000000000000090910461ffff166080820152600190910154730100000000000000000000000000000000000000900460a090811b7fffffffffffffffffffffffff0000000000000000000000000000000000000000169082015290565b815260028401547801000000000000000000000000000000000000000000000000810460ff1615156020830152730100000000000000000000000000000000000000900464ffffffffff1660408201526003840180546060909201916119d79061260f565b80601f0160208091040260200160405190810160405280929190818152602001828054611a039061260f565b8015611a4e5780601f10611a2557610100808354040283529160200191611a4e565b820191905f5260205f20905b815481529060010190602001808311611a3157829003601f168201915b50505050508152602001836004018054611a679061260f565b80601f0160208091040260200160405190810160405280929190818152602001828054611a939061260f565b8015611ade5780601f10611ab557610100808354040283529160200191611ade565b820191905f5260205f20905b815481529060010190602001808311611ac157829003601f168201915b50505050508152509050919050565b6040805160c0810182525f80825260208201819052918101829052606081018290526080810182905260a08101919091528151835163ffffffff918216911611611b37575f611b45565b81518351611b4591906129ba565b63ffffffff908116825260208084015190850151908216911611611b69575f611b7d565b81602001518360200151611b7d91906129ba565b63ffffffff908116602083015260408084015190850151908216911611611ba4575f611bb8565b81604001518360400151611bb891906129ba565b63ffffffff1660408201526060808301519084015164ffffffffff918216911611611be3575f611bf7565b81606001518360600151611bf791906129d6565b64ffffffffff1660608201526080808301519084015161ffff918216911611611c20575f611c34565b81608001518360800151611c3491906129f3565b61ffff16608082015260a0928301517fffffffffffffffffffffffff000000000000000000000000000000000000000016928101929092525090565b60028201545f907801000000000000000000000000000000000000000000000000900460ff16611ca0575f611cbb565b78010000000000000000000000000000000000000000000000005b78ffffffffffffffffffffffffffffffffffffffffffffffffff1660988460020160139054906101000a900464ffffffffff1664ffffffffff16901b6088846080015161ffff16901b6060856060015164ffffffffff16901b6040866040015163ffffffff16901b6020876020015163ffffffff16901b875f015163ffffffff1617171717171790508060028401558373ffffffffffffffffffffffffffffffffffffffff167f503ab208126aec4a08eb5c718746d37280e84cf95553a3ad9674451c516caadf83604051611d909190612a0d565b60405180910390a250505050565b803573ffffffffffffffffffffffffffffffffffffffff811681146116ba575f5ffd5b5f60c08284031215611dd1575f5ffd5b50919050565b5f5f83601f840112611de7575f5ffd5b50813567ffffffffffffffff811115611dfe575f5ffd5b602083019150836020828501011115611246575f5ffd5b5f5f5f5f5f5f5f610140888a031215611e2c575f5ffd5b611e3588611d9e565b9650611e448960208a01611dc1565b955060e08801356bffffffffffffffffffffffff81168114611e64575f5ffd5b945061010088013567ffffffffffffffff811115611e80575f5ffd5b611e8c8a828b01611dd7565b90955093505061012088013567ffffffffffffffff811115611eac575f5ffd5b611eb88a828b01611dd7565b989b979a50959850939692959293505050565b5f60208284031215611edb575f5ffd5b81358015158114611619575f5ffd5b5f5f60408385031215611efb575f5ffd5b50508035926020909101359150565b5f81518084528060208401602086015e5f6020828601015260207fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0601f83011685010191505092915050565b805173ffffffffffffffffffffffffffffffffffffffff1682525f6020820151611f9060208501826bffffffffffffffffffffffff169052565b506040820151612017604085018263ffffffff815116825263ffffffff602082015116602083015263ffffffff604082015116604083015264ffffffffff606082015116606083015261ffff60808201511660808301527fffffffffffffffffffffffff000000000000000000000000000000000000000060a08201511660a08301525050565b50606082810151805163ffffffff908116610100870152602082015181166101208701526040820151166101408601529081015164ffffffffff90811661016086015260808083015161ffff1661018087015260a0928301517fffffffffffffffffffffffff0000000000000000000000000000000000000000166101a087015284015115156101c086015290830151166101e084015260c082015161024061020085018190526120ca90850182611f0a565b905060e08301518482036102208601526120e48282611f0a565b95945050505050565b604080825283519082018190525f9060208501906060840190835b8181101561213c57835173ffffffffffffffffffffffffffffffffffffffff16835260209384019390920191600101612108565b50508381036020850152809150845180825260208201925060208160051b830101602087015f5b838110156121b3577fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe085840301865261219d838351611f56565b6020968701969093509190910190600101612163565b509098975050505050505050565b5f5f60e083850312156121d2575f5ffd5b6121db83611d9e565b91506121ea8460208501611dc1565b90509250929050565b5f60208284031215612203575f5ffd5b61161982611d9e565b602081525f6116196020830184611f56565b7fffffffffffffffffffffffff00000000000000000000000000000000000000008116811461224b575f5ffd5b50565b80356116ba8161221e565b5f60208284031215612269575f5ffd5b81356116198161221e565b61ffff8116811461224b575f5ffd5b80356116ba81612274565b5f6020828403121561229e575f5ffd5b813561161981612274565b63ffffffff8116811461224b575f5ffd5b80356116ba816122a9565b64ffffffffff8116811461224b575f5ffd5b80356116ba816122c5565b80356122ed816122a9565b63ffffffff1682526020810135612303816122a9565b63ffffffff166020830152604081013561231c816122a9565b63ffffffff1660408301526060810135612335816122c5565b64ffffffffff166060830152608081013561234f81612274565b61ffff16608083015261236460a0820161224e565b7fffffffffffffffffffffffff0000000000000000000000000000000000000000811660a0840152505050565b61018081016123a082856122e2565b825163ffffffff90811660c08401526020840151811660e0840152604084015116610100830152606083015164ffffffffff16610120830152608083015161ffff1661014083015260a08301517fffffffffffffffffffffffff000000000000000000000000000000000000000016610160830152611619565b5f813561154981612274565b5f81356115498161221e565b813561243d816122a9565b8154602084013561244d816122a9565b67ffffffff000000008160201b1663ffffffff84167fffffffffffffffffffffffffffffffffffffffffffffffff00000000000000008416171784555050505f604083013561249b816122a9565b82547fffffffffffffffffffffffffffffffffffffffff00000000ffffffffffffffff1660409190911b6bffffffff000000000000000016178255505f60608301356124e6816122c5565b82547fffffffffffffffffffffffffffffff0000000000ffffffffffffffffffffffff16606082901b70ffffffffff0000000000000000000000001617835590505061257b6125376080840161241a565b82547fffffffffffffffffffffffffff0000ffffffffffffffffffffffffffffffffff1660889190911b72ffff000000000000000000000000000000000016178255565b6125de61258a60a08401612426565b8280547fff000000000000000000000000ffffffffffffffffffffffffffffffffffffff1660089290921c7effffffffffffffffffffffff0000000000000000000000000000000000000016919091179055565b5050565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b600181811c9082168061262357607f821691505b602082108103611dd1577f4e487b71000000000000000000000000000000000000000000000000000000005f52602260045260245ffd5b601f8211156113fb57828211156113fb57805f5260205f20601f840160051c602085101561268557505f5b90810190601f840160051c035f5b818110156126a8575f83820155600101612693565b505050505050565b67ffffffffffffffff8311156126c8576126c86125e2565b6126dc836126d6835461260f565b8361265a565b5f601f84116001811461272c575f85156126f65750838201355b7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff600387901b1c1916600186901b1783556127c0565b5f838152602081207fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe08716915b828110156127795786850135825560209485019460019092019101612759565b50868210156127b4577fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff60f88860031b161c19848701351681555b505060018560011b0183555b5050505050565b81835281816020850137505f602082840101525f60207fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0601f840116840101905092915050565b61281881886122e2565b6bffffffffffffffffffffffff861660c082015261012060e08201525f612844610120830186886127c7565b8281036101008401526128588185876127c7565b9998505050505050505050565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b8181038181111561154957611549612865565b8082018082111561154957611549612865565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52603260045260245ffd5b5f602082840312156128f5575f5ffd5b8135611619816122a9565b5f60208284031215612910575f5ffd5b8135611619816122c5565b5f60c082840312801561292c575f5ffd5b5060405160c0810167ffffffffffffffff81118282101715612950576129506125e2565b60405261295c836122ba565b815261296a602084016122ba565b602082015261297b604084016122ba565b604082015261298c606084016122d7565b606082015261299d60808401612283565b60808201526129ae60a0840161224e565b60a08201529392505050565b63ffffffff828116828216039081111561154957611549612865565b64ffffffffff828116828216039081111561154957611549612865565b61ffff828116828216039081111561154957611549612865565b60c08101611549828463ffffffff815116825263ffffffff602082015116602083015263ffffffff604082015116604083015264ffffffffff606082015116606083015261ffff60808201511660808301527fffffffffffffffffffffffff000000000000000000000000000000000000000060a08201511660a0830152505056",
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

// StakingMetaData contains all meta data concerning the Staking contract.
var StakingMetaData = bind.MetaData{
	ABI: "[{\"inputs\":[{\"internalType\":\"address\",\"name\":\"token_\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"market_\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"pool\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"emissionPerSecond_\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"mintPerMille_\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"mintCap_\",\"type\":\"uint256\"},{\"internalType\":\"uint40\",\"name\":\"maturity_\",\"type\":\"uint40\"}],\"stateMutability\":\"nonpayable\",\"type\":\"constructor\"},{\"inputs\":[],\"name\":\"ReentrancyGuardReentrantCall\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"}],\"name\":\"SafeERC20FailedOperation\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"perMille\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"limit\",\"type\":\"uint256\"}],\"name\":\"Staking_BadRate\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"}],\"name\":\"Staking_BadRecipient\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"wanted\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"staked\",\"type\":\"uint256\"}],\"name\":\"Staking_NotEnough\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"balance\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"pool\",\"type\":\"uint256\"}],\"name\":\"Staking_PoolMissing\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"wanted\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"free\",\"type\":\"uint256\"}],\"name\":\"Staking_Principal\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"Staking_ZeroAmount\",\"type\":\"error\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"emitted\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"minted\",\"type\":\"uint256\"}],\"name\":\"Accrued\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"name\":\"Claimed\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"name\":\"Staked\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"name\":\"Unstaked\",\"type\":\"event\"},{\"inputs\":[],\"name\":\"PERIOD\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"SCALE\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"accrue\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"}],\"name\":\"claim\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"emissionPerSecond\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"market\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"maturity\",\"outputs\":[{\"internalType\":\"uint40\",\"name\":\"\",\"type\":\"uint40\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"mintCap\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"mintPerMille\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"poolLeft\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"}],\"name\":\"position\",\"outputs\":[{\"components\":[{\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"counting\",\"type\":\"uint256\"},{\"internalType\":\"uint40\",\"name\":\"since\",\"type\":\"uint40\"},{\"internalType\":\"uint256\",\"name\":\"earned\",\"type\":\"uint256\"}],\"internalType\":\"structIStaking.Position\",\"name\":\"\",\"type\":\"tuple\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"name\":\"stake\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"}],\"name\":\"stakeOf\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"deadline\",\"type\":\"uint256\"},{\"internalType\":\"uint8\",\"name\":\"v\",\"type\":\"uint8\"},{\"internalType\":\"bytes32\",\"name\":\"r\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"s\",\"type\":\"bytes32\"}],\"name\":\"stakeWithPermit\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"token\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"totalStaked\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"},{\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"}],\"name\":\"unstake\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"yearlyYield\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"}]",
	ID:  "313022a15e69f358095f7139e3b0d482ec",
	Bin: "0x610140604052348015610010575f5ffd5b50604051611e5a380380611e5a83398101604081905261002f91610166565b6040516370a0823160e01b81523060048201525f906001600160a01b038916906370a0823190602401602060405180830381865afa158015610073573d5f5f3e3d5ffd5b505050506040513d601f19601f8201168201806040525081019061009791906101db565b9050858110156100c957604051630158a48760e01b815260048101829052602481018790526044015b60405180910390fd5b6103e88411156100f757604051631cdf7f2d60e21b8152600481018590526103e860248201526044016100c0565b506001600160a01b039687166080529490951660a05260c09190915260e0526101009290925264ffffffffff908116610120526001919091556005805464ffffffffff1916429092169190911790556101f2565b80516001600160a01b0381168114610161575f5ffd5b919050565b5f5f5f5f5f5f5f60e0888a03121561017c575f5ffd5b6101858861014b565b96506101936020890161014b565b604089015160608a015160808b015160a08c015160c08d0151949a509298509096509450925064ffffffffff811681146101cb575f5ffd5b8091505092959891949750929550565b5f602082840312156101eb575f5ffd5b5051919050565b60805160a05160c05160e0516101005161012051611bb16102a95f395f818161015e0152610fef01525f81816101ae01528181611529015261155301525f818161023e015281816113ba01526114aa01525f81816102e0015281816109d201526110bd01525f81816101d501526113e801525f81816103380152818161047f015281816105ba015281816108e401528181610bfc01528181610db50152818161138b0152818161158401526116110152611bb15ff3fe608060405234801561000f575f5ffd5b506004361061012f575f3560e01c8063a694fc3a116100ad578063d11644001161007d578063eced552611610063578063eced552614610315578063f8ba4cff1461032b578063fc0c546a14610333575f5ffd5b8063d1164400146102db578063ecd9ba8214610302575f5ffd5b8063a694fc3a14610268578063b4d1d7951461027b578063b7648fb914610285578063bc9a1944146102d2575f5ffd5b806380f55605116101025780638381e182116100e85780638381e182146102245780639239c956146102395780639890ba4f14610260575f5ffd5b806380f55605146101d0578063817b1cd21461021c575f5ffd5b80631e83409a14610133578063204f83f914610159578063426233601461019657806376c71ca1146101a9575b5f5ffd5b6101466101413660046119cc565b61035a565b6040519081526020015b60405180910390f35b6101807f000000000000000000000000000000000000000000000000000000000000000081565b60405164ffffffffff9091168152602001610150565b6101466101a43660046119cc565b6105f0565b6101467f000000000000000000000000000000000000000000000000000000000000000081565b6101f77f000000000000000000000000000000000000000000000000000000000000000081565b60405173ffffffffffffffffffffffffffffffffffffffff9091168152602001610150565b6101465f5481565b6102376102323660046119e5565b610623565b005b6101467f000000000000000000000000000000000000000000000000000000000000000081565b610146610918565b610237610276366004611a0f565b610a23565b6101466201518081565b6102986102933660046119cc565b610a3f565b6040516101509190815181526020808301519082015260408083015164ffffffffff16908201526060918201519181019190915260800190565b61014660015481565b6101467f000000000000000000000000000000000000000000000000000000000000000081565b610237610310366004611a26565b610b9b565b6101466ec097ce7bc90715b34b9f100000000081565b610237610c7c565b6101f77f000000000000000000000000000000000000000000000000000000000000000081565b5f610363610c96565b73ffffffffffffffffffffffffffffffffffffffff8216158061039b575073ffffffffffffffffffffffffffffffffffffffff821630145b156103ef576040517fad03cf0300000000000000000000000000000000000000000000000000000000815273ffffffffffffffffffffffffffffffffffffffff831660048201526024015b60405180910390fd5b6103f7610ccb565b335f90815260086020526040902061040e81610eee565b80600301549150815f0361044e576040517f43c88be000000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b5f80546040517f70a082310000000000000000000000000000000000000000000000000000000081523060048201527f000000000000000000000000000000000000000000000000000000000000000073ffffffffffffffffffffffffffffffffffffffff16906370a0823190602401602060405180830381865afa1580156104d9573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906104fd9190611a70565b6105079190611ab4565b90508083111561054d576040517fa20cf5b500000000000000000000000000000000000000000000000000000000815260048101849052602481018290526044016103e6565b5f600383015560405183815273ffffffffffffffffffffffffffffffffffffffff85169033907ff7a40077ff7a04c7e61f6f26fb13774259ddf1b6bce9ecf26a8276cdd39926839060200160405180910390a36105e173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168585610f52565b50506105eb610fb2565b919050565b73ffffffffffffffffffffffffffffffffffffffff81165f90815260086020526040812061061d90610fdc565b92915050565b61062b610c96565b815f03610664576040517f43c88be000000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b73ffffffffffffffffffffffffffffffffffffffff8116158061069c575073ffffffffffffffffffffffffffffffffffffffff811630145b156106eb576040517fad03cf0300000000000000000000000000000000000000000000000000000000815273ffffffffffffffffffffffffffffffffffffffff821660048201526024016103e6565b335f90815260086020526040902080546fffffffffffffffffffffffffffffffff168311156107645780546040517f0f816c91000000000000000000000000000000000000000000000000000000008152600481018590526fffffffffffffffffffffffffffffffff90911660248201526044016103e6565b61076c610ccb565b61077581610eee565b8054839082905f9061079a9084906fffffffffffffffffffffffffffffffff16611ac7565b82546101009290920a6fffffffffffffffffffffffffffffffff8181021990931691831602179091558254700100000000000000000000000000000000900416841090506107e8575f61081b565b805461081b90849070010000000000000000000000000000000090046fffffffffffffffffffffffffffffffff16611ac7565b81546fffffffffffffffffffffffffffffffff9182167001000000000000000000000000000000000290821681811784559116175f03610880576001810180547fffffffffffffffffffffffffffffffffffffffffffff000000000000000000001690555b825f5f8282546108909190611ab4565b909155505060405183815233907f0f5bb82176feb1b5e747e28471aa92156a04d9f3ab9f45f28e2d704232b93f759060200160405180910390a261090b73ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168385610f52565b50610914610fb2565b5050565b5f5f545f0361092657505f90565b5f6109346201518042611b1c565b6005549091505f9065010000000000900464ffffffffff16821461098b576005546109709065010000000000900464ffffffffff166001611b2f565b64ffffffffff168214610983575f610999565b600654610999565b61099960065460075461108b565b90505f6109ad620151806301e13380611b1c565b6109b79083611b4c565b6109bf61109d565b600154116109cd575f6109fb565b6109fb7f00000000000000000000000000000000000000000000000000000000000000006301e13380611b4c565b610a059190611b63565b9050610a1b81670de0b6b3a76400005f546110ee565b935050505090565b610a2b610c96565b610a348161119e565b610a3c610fb2565b50565b610a6d60405180608001604052805f81526020015f81526020015f64ffffffffff1681526020015f81525090565b73ffffffffffffffffffffffffffffffffffffffff82165f908152600860205260408120600254915490919015610afe575f610aa76113b3565b5090505f546003546ec097ce7bc90715b34b9f100000000083610ac861109d565b610ad29190611b63565b610adc9190611b4c565b610ae69190611b63565b610af09190611b1c565b610afa9083611b63565b9150505b604080516080810190915282546fffffffffffffffffffffffffffffffff16815260208101610b2c84610fdc565b8152600184015464ffffffffff16602082015283546002850154604090920191610b82916fffffffffffffffffffffffffffffffff1690610b6d9086611ab4565b6ec097ce7bc90715b34b9f10000000006110ee565b8460030154610b919190611b63565b9052949350505050565b610ba3610c96565b6040517fd505accf000000000000000000000000000000000000000000000000000000008152336004820152306024820152604481018690526064810185905260ff8416608482015260a4810183905260c481018290527f000000000000000000000000000000000000000000000000000000000000000073ffffffffffffffffffffffffffffffffffffffff169063d505accf9060e4015f604051808303815f87803b158015610c52575f5ffd5b505af1925050508015610c63575060015b50610c6d8561119e565b610c75610fb2565b5050505050565b610c84610c96565b610c8c610ccb565b610c94610fb2565b565b610c9e6116ad565b610c9460017f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005b90611706565b5f805490819003610d0a5750600580547fffffffffffffffffffffffffffffffffffffffffffffffffffffff0000000000164264ffffffffff16179055565b5f610d1361109d565b90505f5f610d1f6113b3565b600580547fffffffffffffffffffffffffffffffffffffffffffffffffffffff0000000000164264ffffffffff161790556001805492945090925084915f90610d69908490611ab4565b90915550505f829003610d80576004819055610e36565b6040517f40c10f19000000000000000000000000000000000000000000000000000000008152306004820152602481018390527f000000000000000000000000000000000000000000000000000000000000000073ffffffffffffffffffffffffffffffffffffffff16906340c10f19906044015f604051808303815f87803b158015610e0b575f5ffd5b505af1925050508015610e1c575060015b610e28575f9150610e36565b6004819055610e368261170d565b610e408284611b63565b5f03610e4c5750505050565b6003545f906ec097ce7bc90715b34b9f1000000000610e6b8587611b63565b610e759190611b4c565b610e7f9190611b63565b9050610e8b8582611b1c565b60025f828254610e9b9190611b63565b90915550610eab90508582611b76565b60035560408051858152602081018590527fe0c50b11a6cc6d75470f28bd76d20c8d223c626324486a273eefadf6c6e973a7910160405180910390a15050505050565b80546fffffffffffffffffffffffffffffffff1615610f495780546002808301549054610f31926fffffffffffffffffffffffffffffffff1691610b6d91611ab4565b816003015f828254610f439190611b63565b90915550505b60028054910155565b610f5f83838360016117d1565b610fad576040517f5274afe700000000000000000000000000000000000000000000000000000000815273ffffffffffffffffffffffffffffffffffffffff841660048201526024016103e6565b505050565b610c945f7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f00610cc5565b60018101545f906110209064ffffffffff7f000000000000000000000000000000000000000000000000000000000000000081169165010000000000900416611b63565b421061103f5781546fffffffffffffffffffffffffffffffff16611073565b8154611073906fffffffffffffffffffffffffffffffff700100000000000000000000000000000000820481169116611ac7565b6fffffffffffffffffffffffffffffffff1692915050565b5f8282188284110282185b9392505050565b6005545f906110e9906110b79064ffffffffff1642611ab4565b6110e1907f0000000000000000000000000000000000000000000000000000000000000000611b4c565b600154611859565b905090565b5f5f5f6110fb8686611868565b91509150815f0361111f5783818161111557611115611aef565b0492505050611096565b8184116111365761113660038515026011186118a3565b5f848688095f868103871696879004966002600389028118808a02820302808a02820302808a02820302808a02820302808a02820302808a02909103029181900381900460010185841190960395909502919093039390930492909217029150509392505050565b805f036111d7576040517f43c88be000000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b6111df610ccb565b335f9081526008602052604090206111f681610eee565b6001810154429064ffffffffff165f0361123e576001820180547fffffffffffffffffffffffffffffffffffffffffffffffffffffff00000000001664ffffffffff83161790555b8261124883610fdc565b835461126691906fffffffffffffffffffffffffffffffff16611ab4565b6112709190611b63565b82546fffffffffffffffffffffffffffffffff91821670010000000000000000000000000000000002908216818117855560018501805464ffffffffff861665010000000000027fffffffffffffffffffffffffffffffffffffffffffff0000000000ffffffffff909116179055859285925f926112f19286921617611b89565b92506101000a8154816fffffffffffffffffffffffffffffffff02191690836fffffffffffffffffffffffffffffffff160217905550825f5f8282546113379190611b63565b909155505060405183815233907f9e71bc8eea02a63969f509818f2dafb9254532904319f9dbda79b67bd34a5f3d9060200160405180910390a2610fad73ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000163330866118b4565b6004545f907f000000000000000000000000000000000000000000000000000000000000000082036113e6575f91509091565b7f000000000000000000000000000000000000000000000000000000000000000073ffffffffffffffffffffffffffffffffffffffff1663eace4c916040518163ffffffff1660e01b8152600401602060405180830381865afa92505050801561148b575060408051601f3d9081017fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe016820190925261148891810190611a70565b60015b611496575f91509091565b8181116114a5575f9250509091565b6103e87f00000000000000000000000000000000000000000000000000000000000000006114d38484611ab4565b6114dd9190611b4c565b6114e79190611b1c565b925090506005545f9064ffffffffff650100000000009091041661150e6201518042611b1c565b14611519575f61151d565b6006545b905061157c8361154d837f0000000000000000000000000000000000000000000000000000000000000000611859565b611577907f0000000000000000000000000000000000000000000000000000000000000000611ab4565b611859565b92506116a6837f000000000000000000000000000000000000000000000000000000000000000073ffffffffffffffffffffffffffffffffffffffff166318160ddd6040518163ffffffff1660e01b8152600401602060405180830381865afa1580156115eb573d5f5f3e3d5ffd5b505050506040513d601f19601f8201168201806040525081019061160f9190611a70565b7f000000000000000000000000000000000000000000000000000000000000000073ffffffffffffffffffffffffffffffffffffffff1663355274ea6040518163ffffffff1660e01b8152600401602060405180830381865afa158015611678573d5f5f3e3d5ffd5b505050506040513d601f19601f8201168201806040525081019061169c9190611a70565b6115779190611ab4565b9250509091565b7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005c15610c94576040517f3ee5aeb500000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b80825d5050565b5f61171b6201518042611b1c565b60055490915064ffffffffff8083166501000000000090920416146117b7576005546117589065010000000000900464ffffffffff166001611b2f565b64ffffffffff168164ffffffffff1614611772575f611776565b6006545b6007555f600655600580547fffffffffffffffffffffffffffffffffffffffffffff0000000000ffffffffff166501000000000064ffffffffff8416021790555b8160065f8282546117c89190611b63565b90915550505050565b6040517fa9059cbb000000000000000000000000000000000000000000000000000000005f81815273ffffffffffffffffffffffffffffffffffffffff8616600452602485905291602083604481808b5af1925060015f5114831661184d578383151615611841573d5f823e3d81fd5b5f873b113d1516831692505b60405250949350505050565b5f828218828410028218611096565b5f807fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff83850993909202808410938190039390930393915050565b634e487b715f52806020526024601cfd5b6118c2848484846001611916565b611910576040517f5274afe700000000000000000000000000000000000000000000000000000000815273ffffffffffffffffffffffffffffffffffffffff851660048201526024016103e6565b50505050565b6040517f23b872dd000000000000000000000000000000000000000000000000000000005f81815273ffffffffffffffffffffffffffffffffffffffff8781166004528616602452604485905291602083606481808c5af1925060015f5114831661199857838315161561198c573d5f823e3d81fd5b5f883b113d1516831692505b604052505f60605295945050505050565b803573ffffffffffffffffffffffffffffffffffffffff811681146105eb575f5ffd5b5f602082840312156119dc575f5ffd5b611096826119a9565b5f5f604083850312156119f6575f5ffd5b82359150611a06602084016119a9565b90509250929050565b5f60208284031215611a1f575f5ffd5b5035919050565b5f5f5f5f5f60a08688031215611a3a575f5ffd5b8535945060208601359350604086013560ff81168114611a58575f5ffd5b94979396509394606081013594506080013592915050565b5f60208284031215611a80575f5ffd5b5051919050565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b8181038181111561061d5761061d611a87565b6fffffffffffffffffffffffffffffffff828116828216039081111561061d5761061d611a87565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601260045260245ffd5b5f82611b2a57611b2a611aef565b500490565b64ffffffffff818116838216019081111561061d5761061d611a87565b808202811582820484141761061d5761061d611a87565b8082018082111561061d5761061d611a87565b5f82611b8457611b84611aef565b500690565b6fffffffffffffffffffffffffffffffff818116838216019081111561061d5761061d611a8756",
}

// Staking is an auto generated Go binding around an Ethereum contract.
type Staking struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *Staking) GetABI() abi.ABI {
	return c.abi
}

// NewStaking creates a new instance of Staking.
func NewStaking() *Staking {
	parsed, err := StakingMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &Staking{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *Staking) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackConstructor is the Go binding used to pack the parameters required for
// contract deployment.
//
// Solidity: constructor(address token_, address market_, uint256 pool, uint256 emissionPerSecond_, uint256 mintPerMille_, uint256 mintCap_, uint40 maturity_) returns()
func (staking *Staking) PackConstructor(token_ common.Address, market_ common.Address, pool *big.Int, emissionPerSecond_ *big.Int, mintPerMille_ *big.Int, mintCap_ *big.Int, maturity_ *big.Int) []byte {
	enc, err := staking.abi.Pack("", token_, market_, pool, emissionPerSecond_, mintPerMille_, mintCap_, maturity_)
	if err != nil {
		panic(err)
	}
	return enc
}

// PackPERIOD is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb4d1d795.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function PERIOD() view returns(uint256)
func (staking *Staking) PackPERIOD() []byte {
	enc, err := staking.abi.Pack("PERIOD")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackPERIOD is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb4d1d795.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function PERIOD() view returns(uint256)
func (staking *Staking) TryPackPERIOD() ([]byte, error) {
	return staking.abi.Pack("PERIOD")
}

// UnpackPERIOD is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xb4d1d795.
//
// Solidity: function PERIOD() view returns(uint256)
func (staking *Staking) UnpackPERIOD(data []byte) (*big.Int, error) {
	out, err := staking.abi.Unpack("PERIOD", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackSCALE is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xeced5526.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function SCALE() view returns(uint256)
func (staking *Staking) PackSCALE() []byte {
	enc, err := staking.abi.Pack("SCALE")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSCALE is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xeced5526.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function SCALE() view returns(uint256)
func (staking *Staking) TryPackSCALE() ([]byte, error) {
	return staking.abi.Pack("SCALE")
}

// UnpackSCALE is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xeced5526.
//
// Solidity: function SCALE() view returns(uint256)
func (staking *Staking) UnpackSCALE(data []byte) (*big.Int, error) {
	out, err := staking.abi.Unpack("SCALE", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackAccrue is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf8ba4cff.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function accrue() returns()
func (staking *Staking) PackAccrue() []byte {
	enc, err := staking.abi.Pack("accrue")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackAccrue is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf8ba4cff.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function accrue() returns()
func (staking *Staking) TryPackAccrue() ([]byte, error) {
	return staking.abi.Pack("accrue")
}

// PackClaim is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x1e83409a.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function claim(address to) returns(uint256 amount)
func (staking *Staking) PackClaim(to common.Address) []byte {
	enc, err := staking.abi.Pack("claim", to)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackClaim is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x1e83409a.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function claim(address to) returns(uint256 amount)
func (staking *Staking) TryPackClaim(to common.Address) ([]byte, error) {
	return staking.abi.Pack("claim", to)
}

// UnpackClaim is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x1e83409a.
//
// Solidity: function claim(address to) returns(uint256 amount)
func (staking *Staking) UnpackClaim(data []byte) (*big.Int, error) {
	out, err := staking.abi.Unpack("claim", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackEmissionPerSecond is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd1164400.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function emissionPerSecond() view returns(uint256)
func (staking *Staking) PackEmissionPerSecond() []byte {
	enc, err := staking.abi.Pack("emissionPerSecond")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackEmissionPerSecond is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd1164400.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function emissionPerSecond() view returns(uint256)
func (staking *Staking) TryPackEmissionPerSecond() ([]byte, error) {
	return staking.abi.Pack("emissionPerSecond")
}

// UnpackEmissionPerSecond is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xd1164400.
//
// Solidity: function emissionPerSecond() view returns(uint256)
func (staking *Staking) UnpackEmissionPerSecond(data []byte) (*big.Int, error) {
	out, err := staking.abi.Unpack("emissionPerSecond", data)
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
func (staking *Staking) PackMarket() []byte {
	enc, err := staking.abi.Pack("market")
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
func (staking *Staking) TryPackMarket() ([]byte, error) {
	return staking.abi.Pack("market")
}

// UnpackMarket is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x80f55605.
//
// Solidity: function market() view returns(address)
func (staking *Staking) UnpackMarket(data []byte) (common.Address, error) {
	out, err := staking.abi.Unpack("market", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackMaturity is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x204f83f9.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function maturity() view returns(uint40)
func (staking *Staking) PackMaturity() []byte {
	enc, err := staking.abi.Pack("maturity")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackMaturity is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x204f83f9.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function maturity() view returns(uint40)
func (staking *Staking) TryPackMaturity() ([]byte, error) {
	return staking.abi.Pack("maturity")
}

// UnpackMaturity is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x204f83f9.
//
// Solidity: function maturity() view returns(uint40)
func (staking *Staking) UnpackMaturity(data []byte) (*big.Int, error) {
	out, err := staking.abi.Unpack("maturity", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackMintCap is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x76c71ca1.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function mintCap() view returns(uint256)
func (staking *Staking) PackMintCap() []byte {
	enc, err := staking.abi.Pack("mintCap")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackMintCap is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x76c71ca1.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function mintCap() view returns(uint256)
func (staking *Staking) TryPackMintCap() ([]byte, error) {
	return staking.abi.Pack("mintCap")
}

// UnpackMintCap is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x76c71ca1.
//
// Solidity: function mintCap() view returns(uint256)
func (staking *Staking) UnpackMintCap(data []byte) (*big.Int, error) {
	out, err := staking.abi.Unpack("mintCap", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackMintPerMille is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x9239c956.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function mintPerMille() view returns(uint256)
func (staking *Staking) PackMintPerMille() []byte {
	enc, err := staking.abi.Pack("mintPerMille")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackMintPerMille is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x9239c956.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function mintPerMille() view returns(uint256)
func (staking *Staking) TryPackMintPerMille() ([]byte, error) {
	return staking.abi.Pack("mintPerMille")
}

// UnpackMintPerMille is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x9239c956.
//
// Solidity: function mintPerMille() view returns(uint256)
func (staking *Staking) UnpackMintPerMille(data []byte) (*big.Int, error) {
	out, err := staking.abi.Unpack("mintPerMille", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackPoolLeft is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xbc9a1944.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function poolLeft() view returns(uint256)
func (staking *Staking) PackPoolLeft() []byte {
	enc, err := staking.abi.Pack("poolLeft")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackPoolLeft is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xbc9a1944.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function poolLeft() view returns(uint256)
func (staking *Staking) TryPackPoolLeft() ([]byte, error) {
	return staking.abi.Pack("poolLeft")
}

// UnpackPoolLeft is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xbc9a1944.
//
// Solidity: function poolLeft() view returns(uint256)
func (staking *Staking) UnpackPoolLeft(data []byte) (*big.Int, error) {
	out, err := staking.abi.Unpack("poolLeft", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackPosition is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb7648fb9.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function position(address account) view returns((uint256,uint256,uint40,uint256))
func (staking *Staking) PackPosition(account common.Address) []byte {
	enc, err := staking.abi.Pack("position", account)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackPosition is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb7648fb9.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function position(address account) view returns((uint256,uint256,uint40,uint256))
func (staking *Staking) TryPackPosition(account common.Address) ([]byte, error) {
	return staking.abi.Pack("position", account)
}

// UnpackPosition is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xb7648fb9.
//
// Solidity: function position(address account) view returns((uint256,uint256,uint40,uint256))
func (staking *Staking) UnpackPosition(data []byte) (IStakingPosition, error) {
	out, err := staking.abi.Unpack("position", data)
	if err != nil {
		return *new(IStakingPosition), err
	}
	out0 := *abi.ConvertType(out[0], new(IStakingPosition)).(*IStakingPosition)
	return out0, nil
}

// PackStake is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa694fc3a.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function stake(uint256 amount) returns()
func (staking *Staking) PackStake(amount *big.Int) []byte {
	enc, err := staking.abi.Pack("stake", amount)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackStake is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa694fc3a.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function stake(uint256 amount) returns()
func (staking *Staking) TryPackStake(amount *big.Int) ([]byte, error) {
	return staking.abi.Pack("stake", amount)
}

// PackStakeOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x42623360.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function stakeOf(address account) view returns(uint256 amount)
func (staking *Staking) PackStakeOf(account common.Address) []byte {
	enc, err := staking.abi.Pack("stakeOf", account)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackStakeOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x42623360.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function stakeOf(address account) view returns(uint256 amount)
func (staking *Staking) TryPackStakeOf(account common.Address) ([]byte, error) {
	return staking.abi.Pack("stakeOf", account)
}

// UnpackStakeOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x42623360.
//
// Solidity: function stakeOf(address account) view returns(uint256 amount)
func (staking *Staking) UnpackStakeOf(data []byte) (*big.Int, error) {
	out, err := staking.abi.Unpack("stakeOf", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackStakeWithPermit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xecd9ba82.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function stakeWithPermit(uint256 amount, uint256 deadline, uint8 v, bytes32 r, bytes32 s) returns()
func (staking *Staking) PackStakeWithPermit(amount *big.Int, deadline *big.Int, v uint8, r [32]byte, s [32]byte) []byte {
	enc, err := staking.abi.Pack("stakeWithPermit", amount, deadline, v, r, s)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackStakeWithPermit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xecd9ba82.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function stakeWithPermit(uint256 amount, uint256 deadline, uint8 v, bytes32 r, bytes32 s) returns()
func (staking *Staking) TryPackStakeWithPermit(amount *big.Int, deadline *big.Int, v uint8, r [32]byte, s [32]byte) ([]byte, error) {
	return staking.abi.Pack("stakeWithPermit", amount, deadline, v, r, s)
}

// PackToken is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfc0c546a.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function token() view returns(address)
func (staking *Staking) PackToken() []byte {
	enc, err := staking.abi.Pack("token")
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
func (staking *Staking) TryPackToken() ([]byte, error) {
	return staking.abi.Pack("token")
}

// UnpackToken is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xfc0c546a.
//
// Solidity: function token() view returns(address)
func (staking *Staking) UnpackToken(data []byte) (common.Address, error) {
	out, err := staking.abi.Unpack("token", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackTotalStaked is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x817b1cd2.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function totalStaked() view returns(uint256)
func (staking *Staking) PackTotalStaked() []byte {
	enc, err := staking.abi.Pack("totalStaked")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackTotalStaked is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x817b1cd2.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function totalStaked() view returns(uint256)
func (staking *Staking) TryPackTotalStaked() ([]byte, error) {
	return staking.abi.Pack("totalStaked")
}

// UnpackTotalStaked is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x817b1cd2.
//
// Solidity: function totalStaked() view returns(uint256)
func (staking *Staking) UnpackTotalStaked(data []byte) (*big.Int, error) {
	out, err := staking.abi.Unpack("totalStaked", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackUnstake is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8381e182.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function unstake(uint256 amount, address to) returns()
func (staking *Staking) PackUnstake(amount *big.Int, to common.Address) []byte {
	enc, err := staking.abi.Pack("unstake", amount, to)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackUnstake is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8381e182.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function unstake(uint256 amount, address to) returns()
func (staking *Staking) TryPackUnstake(amount *big.Int, to common.Address) ([]byte, error) {
	return staking.abi.Pack("unstake", amount, to)
}

// PackYearlyYield is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x9890ba4f.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function yearlyYield() view returns(uint256)
func (staking *Staking) PackYearlyYield() []byte {
	enc, err := staking.abi.Pack("yearlyYield")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackYearlyYield is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x9890ba4f.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function yearlyYield() view returns(uint256)
func (staking *Staking) TryPackYearlyYield() ([]byte, error) {
	return staking.abi.Pack("yearlyYield")
}

// UnpackYearlyYield is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x9890ba4f.
//
// Solidity: function yearlyYield() view returns(uint256)
func (staking *Staking) UnpackYearlyYield(data []byte) (*big.Int, error) {
	out, err := staking.abi.Unpack("yearlyYield", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// StakingAccrued represents a Accrued event raised by the Staking contract.
type StakingAccrued struct {
	Emitted *big.Int
	Minted  *big.Int
	Raw     *types.Log // Blockchain specific contextual infos
}

const StakingAccruedEventName = "Accrued"

// ContractEventName returns the user-defined event name.
func (StakingAccrued) ContractEventName() string {
	return StakingAccruedEventName
}

// UnpackAccruedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Accrued(uint256 emitted, uint256 minted)
func (staking *Staking) UnpackAccruedEvent(log *types.Log) (*StakingAccrued, error) {
	event := "Accrued"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != staking.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(StakingAccrued)
	if len(log.Data) > 0 {
		if err := staking.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range staking.abi.Events[event].Inputs {
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

// StakingClaimed represents a Claimed event raised by the Staking contract.
type StakingClaimed struct {
	Account common.Address
	To      common.Address
	Amount  *big.Int
	Raw     *types.Log // Blockchain specific contextual infos
}

const StakingClaimedEventName = "Claimed"

// ContractEventName returns the user-defined event name.
func (StakingClaimed) ContractEventName() string {
	return StakingClaimedEventName
}

// UnpackClaimedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Claimed(address indexed account, address indexed to, uint256 amount)
func (staking *Staking) UnpackClaimedEvent(log *types.Log) (*StakingClaimed, error) {
	event := "Claimed"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != staking.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(StakingClaimed)
	if len(log.Data) > 0 {
		if err := staking.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range staking.abi.Events[event].Inputs {
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

// StakingStaked represents a Staked event raised by the Staking contract.
type StakingStaked struct {
	Account common.Address
	Amount  *big.Int
	Raw     *types.Log // Blockchain specific contextual infos
}

const StakingStakedEventName = "Staked"

// ContractEventName returns the user-defined event name.
func (StakingStaked) ContractEventName() string {
	return StakingStakedEventName
}

// UnpackStakedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Staked(address indexed account, uint256 amount)
func (staking *Staking) UnpackStakedEvent(log *types.Log) (*StakingStaked, error) {
	event := "Staked"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != staking.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(StakingStaked)
	if len(log.Data) > 0 {
		if err := staking.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range staking.abi.Events[event].Inputs {
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

// StakingUnstaked represents a Unstaked event raised by the Staking contract.
type StakingUnstaked struct {
	Account common.Address
	Amount  *big.Int
	Raw     *types.Log // Blockchain specific contextual infos
}

const StakingUnstakedEventName = "Unstaked"

// ContractEventName returns the user-defined event name.
func (StakingUnstaked) ContractEventName() string {
	return StakingUnstakedEventName
}

// UnpackUnstakedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Unstaked(address indexed account, uint256 amount)
func (staking *Staking) UnpackUnstakedEvent(log *types.Log) (*StakingUnstaked, error) {
	event := "Unstaked"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != staking.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(StakingUnstaked)
	if len(log.Data) > 0 {
		if err := staking.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range staking.abi.Events[event].Inputs {
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
func (staking *Staking) UnpackError(raw []byte) (any, error) {
	if bytes.Equal(raw[:4], staking.abi.Errors["ReentrancyGuardReentrantCall"].ID.Bytes()[:4]) {
		return staking.UnpackReentrancyGuardReentrantCallError(raw[4:])
	}
	if bytes.Equal(raw[:4], staking.abi.Errors["SafeERC20FailedOperation"].ID.Bytes()[:4]) {
		return staking.UnpackSafeERC20FailedOperationError(raw[4:])
	}
	if bytes.Equal(raw[:4], staking.abi.Errors["Staking_BadRate"].ID.Bytes()[:4]) {
		return staking.UnpackStakingBadRateError(raw[4:])
	}
	if bytes.Equal(raw[:4], staking.abi.Errors["Staking_BadRecipient"].ID.Bytes()[:4]) {
		return staking.UnpackStakingBadRecipientError(raw[4:])
	}
	if bytes.Equal(raw[:4], staking.abi.Errors["Staking_NotEnough"].ID.Bytes()[:4]) {
		return staking.UnpackStakingNotEnoughError(raw[4:])
	}
	if bytes.Equal(raw[:4], staking.abi.Errors["Staking_PoolMissing"].ID.Bytes()[:4]) {
		return staking.UnpackStakingPoolMissingError(raw[4:])
	}
	if bytes.Equal(raw[:4], staking.abi.Errors["Staking_Principal"].ID.Bytes()[:4]) {
		return staking.UnpackStakingPrincipalError(raw[4:])
	}
	if bytes.Equal(raw[:4], staking.abi.Errors["Staking_ZeroAmount"].ID.Bytes()[:4]) {
		return staking.UnpackStakingZeroAmountError(raw[4:])
	}
	return nil, errors.New("Unknown error")
}

// StakingReentrancyGuardReentrantCall represents a ReentrancyGuardReentrantCall error raised by the Staking contract.
type StakingReentrancyGuardReentrantCall struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ReentrancyGuardReentrantCall()
func StakingReentrancyGuardReentrantCallErrorID() common.Hash {
	return common.HexToHash("0x3ee5aeb571de7fc460830b4d0017439a1ca56fb0bc39062227ade4fe4a24c1ca")
}

// UnpackReentrancyGuardReentrantCallError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ReentrancyGuardReentrantCall()
func (staking *Staking) UnpackReentrancyGuardReentrantCallError(raw []byte) (*StakingReentrancyGuardReentrantCall, error) {
	out := new(StakingReentrancyGuardReentrantCall)
	if err := staking.abi.UnpackIntoInterface(out, "ReentrancyGuardReentrantCall", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakingSafeERC20FailedOperation represents a SafeERC20FailedOperation error raised by the Staking contract.
type StakingSafeERC20FailedOperation struct {
	Token common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error SafeERC20FailedOperation(address token)
func StakingSafeERC20FailedOperationErrorID() common.Hash {
	return common.HexToHash("0x5274afe73c98b4749fc91ffae6b7b574e7842cb2144a159e9377a5f20b32edf9")
}

// UnpackSafeERC20FailedOperationError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error SafeERC20FailedOperation(address token)
func (staking *Staking) UnpackSafeERC20FailedOperationError(raw []byte) (*StakingSafeERC20FailedOperation, error) {
	out := new(StakingSafeERC20FailedOperation)
	if err := staking.abi.UnpackIntoInterface(out, "SafeERC20FailedOperation", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakingStakingBadRate represents a Staking_BadRate error raised by the Staking contract.
type StakingStakingBadRate struct {
	PerMille *big.Int
	Limit    *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Staking_BadRate(uint256 perMille, uint256 limit)
func StakingStakingBadRateErrorID() common.Hash {
	return common.HexToHash("0x737dfcb4f575b4734df0ebb2101d6c211e1a0e663e8c806d0e3aa85467e9c7f6")
}

// UnpackStakingBadRateError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Staking_BadRate(uint256 perMille, uint256 limit)
func (staking *Staking) UnpackStakingBadRateError(raw []byte) (*StakingStakingBadRate, error) {
	out := new(StakingStakingBadRate)
	if err := staking.abi.UnpackIntoInterface(out, "Staking_BadRate", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakingStakingBadRecipient represents a Staking_BadRecipient error raised by the Staking contract.
type StakingStakingBadRecipient struct {
	To common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Staking_BadRecipient(address to)
func StakingStakingBadRecipientErrorID() common.Hash {
	return common.HexToHash("0xad03cf03673fd1df67028b1e9a63a593196e63310122f957df9543e656a625c1")
}

// UnpackStakingBadRecipientError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Staking_BadRecipient(address to)
func (staking *Staking) UnpackStakingBadRecipientError(raw []byte) (*StakingStakingBadRecipient, error) {
	out := new(StakingStakingBadRecipient)
	if err := staking.abi.UnpackIntoInterface(out, "Staking_BadRecipient", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakingStakingNotEnough represents a Staking_NotEnough error raised by the Staking contract.
type StakingStakingNotEnough struct {
	Wanted *big.Int
	Staked *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Staking_NotEnough(uint256 wanted, uint256 staked)
func StakingStakingNotEnoughErrorID() common.Hash {
	return common.HexToHash("0x0f816c9163c596c193a9bea117f9e93c39b23ac9c565763d935433c84b959b1a")
}

// UnpackStakingNotEnoughError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Staking_NotEnough(uint256 wanted, uint256 staked)
func (staking *Staking) UnpackStakingNotEnoughError(raw []byte) (*StakingStakingNotEnough, error) {
	out := new(StakingStakingNotEnough)
	if err := staking.abi.UnpackIntoInterface(out, "Staking_NotEnough", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakingStakingPoolMissing represents a Staking_PoolMissing error raised by the Staking contract.
type StakingStakingPoolMissing struct {
	Balance *big.Int
	Pool    *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Staking_PoolMissing(uint256 balance, uint256 pool)
func StakingStakingPoolMissingErrorID() common.Hash {
	return common.HexToHash("0x0158a4875915a169f5ccf17691a7f0477e3f5d0ce777aff1a7102d68fca43032")
}

// UnpackStakingPoolMissingError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Staking_PoolMissing(uint256 balance, uint256 pool)
func (staking *Staking) UnpackStakingPoolMissingError(raw []byte) (*StakingStakingPoolMissing, error) {
	out := new(StakingStakingPoolMissing)
	if err := staking.abi.UnpackIntoInterface(out, "Staking_PoolMissing", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakingStakingPrincipal represents a Staking_Principal error raised by the Staking contract.
type StakingStakingPrincipal struct {
	Wanted *big.Int
	Free   *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Staking_Principal(uint256 wanted, uint256 free)
func StakingStakingPrincipalErrorID() common.Hash {
	return common.HexToHash("0xa20cf5b5c115abe1f06d62eba3f7d529a65a478095f19f1b4bb56153d55794bb")
}

// UnpackStakingPrincipalError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Staking_Principal(uint256 wanted, uint256 free)
func (staking *Staking) UnpackStakingPrincipalError(raw []byte) (*StakingStakingPrincipal, error) {
	out := new(StakingStakingPrincipal)
	if err := staking.abi.UnpackIntoInterface(out, "Staking_Principal", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakingStakingZeroAmount represents a Staking_ZeroAmount error raised by the Staking contract.
type StakingStakingZeroAmount struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Staking_ZeroAmount()
func StakingStakingZeroAmountErrorID() common.Hash {
	return common.HexToHash("0x43c88be00e0c72de5645fdcf7b94fb1e5b354785826dfbbc213134de3d81cf92")
}

// UnpackStakingZeroAmountError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Staking_ZeroAmount()
func (staking *Staking) UnpackStakingZeroAmountError(raw []byte) (*StakingStakingZeroAmount, error) {
	out := new(StakingStakingZeroAmount)
	if err := staking.abi.UnpackIntoInterface(out, "Staking_ZeroAmount", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TokenMetaData contains all meta data concerning the Token contract.
var TokenMetaData = bind.MetaData{
	ABI: "[{\"inputs\":[{\"internalType\":\"address\",\"name\":\"admin\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"cap_\",\"type\":\"uint256\"},{\"internalType\":\"address[]\",\"name\":\"minters\",\"type\":\"address[]\"},{\"internalType\":\"address[]\",\"name\":\"holders\",\"type\":\"address[]\"},{\"internalType\":\"uint256[]\",\"name\":\"amounts\",\"type\":\"uint256[]\"}],\"stateMutability\":\"nonpayable\",\"type\":\"constructor\"},{\"inputs\":[],\"name\":\"AccessControlBadConfirmation\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"},{\"internalType\":\"bytes32\",\"name\":\"neededRole\",\"type\":\"bytes32\"}],\"name\":\"AccessControlUnauthorizedAccount\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"ECDSAInvalidSignature\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"length\",\"type\":\"uint256\"}],\"name\":\"ECDSAInvalidSignatureLength\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"s\",\"type\":\"bytes32\"}],\"name\":\"ECDSAInvalidSignatureS\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"increasedSupply\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"cap\",\"type\":\"uint256\"}],\"name\":\"ERC20ExceededCap\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"spender\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"allowance\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"needed\",\"type\":\"uint256\"}],\"name\":\"ERC20InsufficientAllowance\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"sender\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"balance\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"needed\",\"type\":\"uint256\"}],\"name\":\"ERC20InsufficientBalance\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"approver\",\"type\":\"address\"}],\"name\":\"ERC20InvalidApprover\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"cap\",\"type\":\"uint256\"}],\"name\":\"ERC20InvalidCap\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"receiver\",\"type\":\"address\"}],\"name\":\"ERC20InvalidReceiver\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"sender\",\"type\":\"address\"}],\"name\":\"ERC20InvalidSender\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"spender\",\"type\":\"address\"}],\"name\":\"ERC20InvalidSpender\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"deadline\",\"type\":\"uint256\"}],\"name\":\"ERC2612ExpiredSignature\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"signer\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"owner\",\"type\":\"address\"}],\"name\":\"ERC2612InvalidSigner\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"currentNonce\",\"type\":\"uint256\"}],\"name\":\"InvalidAccountNonce\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"InvalidShortString\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"string\",\"name\":\"str\",\"type\":\"string\"}],\"name\":\"StringTooLong\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"holders\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"amounts\",\"type\":\"uint256\"}],\"name\":\"Token_GenesisMismatch\",\"type\":\"error\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"owner\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"spender\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"value\",\"type\":\"uint256\"}],\"name\":\"Approval\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[],\"name\":\"EIP712DomainChanged\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"role\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"previousAdminRole\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"newAdminRole\",\"type\":\"bytes32\"}],\"name\":\"RoleAdminChanged\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"role\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"sender\",\"type\":\"address\"}],\"name\":\"RoleGranted\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"role\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"sender\",\"type\":\"address\"}],\"name\":\"RoleRevoked\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"from\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"value\",\"type\":\"uint256\"}],\"name\":\"Transfer\",\"type\":\"event\"},{\"inputs\":[],\"name\":\"DEFAULT_ADMIN_ROLE\",\"outputs\":[{\"internalType\":\"bytes32\",\"name\":\"\",\"type\":\"bytes32\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"DOMAIN_SEPARATOR\",\"outputs\":[{\"internalType\":\"bytes32\",\"name\":\"\",\"type\":\"bytes32\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"MINTER_ROLE\",\"outputs\":[{\"internalType\":\"bytes32\",\"name\":\"\",\"type\":\"bytes32\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"owner\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"spender\",\"type\":\"address\"}],\"name\":\"allowance\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"spender\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"value\",\"type\":\"uint256\"}],\"name\":\"approve\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"\",\"type\":\"bool\"}],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"}],\"name\":\"balanceOf\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"cap\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"decimals\",\"outputs\":[{\"internalType\":\"uint8\",\"name\":\"\",\"type\":\"uint8\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"role\",\"type\":\"bytes32\"}],\"name\":\"getRoleAdmin\",\"outputs\":[{\"internalType\":\"bytes32\",\"name\":\"\",\"type\":\"bytes32\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"role\",\"type\":\"bytes32\"},{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"}],\"name\":\"grantRole\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"role\",\"type\":\"bytes32\"},{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"}],\"name\":\"hasRole\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"\",\"type\":\"bool\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"name\":\"mint\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"name\",\"outputs\":[{\"internalType\":\"string\",\"name\":\"\",\"type\":\"string\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"owner\",\"type\":\"address\"}],\"name\":\"nonces\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"owner\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"spender\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"value\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"deadline\",\"type\":\"uint256\"},{\"internalType\":\"uint8\",\"name\":\"v\",\"type\":\"uint8\"},{\"internalType\":\"bytes32\",\"name\":\"r\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"s\",\"type\":\"bytes32\"}],\"name\":\"permit\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"role\",\"type\":\"bytes32\"},{\"internalType\":\"address\",\"name\":\"callerConfirmation\",\"type\":\"address\"}],\"name\":\"renounceRole\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"role\",\"type\":\"bytes32\"},{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"}],\"name\":\"revokeRole\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes4\",\"name\":\"interfaceId\",\"type\":\"bytes4\"}],\"name\":\"supportsInterface\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"\",\"type\":\"bool\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"symbol\",\"outputs\":[{\"internalType\":\"string\",\"name\":\"\",\"type\":\"string\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"totalSupply\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"value\",\"type\":\"uint256\"}],\"name\":\"transfer\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"\",\"type\":\"bool\"}],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"from\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"value\",\"type\":\"uint256\"}],\"name\":\"transferFrom\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"\",\"type\":\"bool\"}],\"stateMutability\":\"nonpayable\",\"type\":\"function\"}]",
	ID:  "e088a626a73b4fb3e5cfedc7300173fac8",
	Bin: "0x610180604052348015610010575f5ffd5b506040516121d73803806121d783398101604081905261002f9161064f565b60405180604001604052806005815260200164084cae4e8d60db1b81525080604051806040016040528060018152602001603160f81b8152508660405180604001604052806005815260200164084cae4e8d60db1b8152506040518060400160405280600381526020016210949560ea1b81525081600390816100b291906107e0565b5060046100bf82826107e0565b505050805f036100e95760405163392e1e2760e01b81525f60048201526024015b60405180910390fd5b6080526100f5826102a2565b61014052610102816102a2565b61016052815160208084019190912061010052815190820120610120524660c0526101906101005161012051604080517f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f60208201529081019290925260608201524660808201523060a08201525f9060c00160405160208183030381529060405280519060200120905090565b60a05250503060e0525080518251146101c957815181516040516371c67fef60e01b8152600481019290925260248201526044016100e0565b6001600160a01b038516156101e4576101e25f866102df565b505b5f5b8351811015610241576102387f9f2df0fed2c77648de5860a4cc508cd0818c85b8b8a1ab4ceeef8d981c8956a68583815181106102255761022561089a565b60200260200101516102df60201b60201c565b506001016101e6565b505f5b82518110156102975761028f8382815181106102625761026261089a565b602002602001015183838151811061027c5761027c61089a565b602002602001015161038c60201b60201c565b600101610244565b505050505050610925565b5f5f829050601f815111156102cc578260405163305a27a960e01b81526004016100e091906108ae565b80516102d7826108e3565b179392505050565b5f8281526008602090815260408083206001600160a01b038516845290915281205460ff16610383575f8381526008602090815260408083206001600160a01b03861684529091529020805460ff1916600117905561033b3390565b6001600160a01b0316826001600160a01b0316847f2f8788117e7eff1d82e926ec794901d17c78024a50270940304540a733656f0d60405160405180910390a4506001610386565b505f5b92915050565b6001600160a01b0382166103b55760405163ec442f0560e01b81525f60048201526024016100e0565b6103c05f83836103c4565b5050565b6103cf8383836103d4565b505050565b6103df838383610437565b6001600160a01b0383166103cf575f6103f760805190565b90505f61040360025490565b9050818111156104305760405163279e7e1560e21b815260048101829052602481018390526044016100e0565b5050505050565b6001600160a01b038316610461578060025f8282546104569190610906565b909155506104d19050565b6001600160a01b0383165f90815260208190526040902054818110156104b35760405163391434e360e21b81526001600160a01b038516600482015260248101829052604481018390526064016100e0565b6001600160a01b0384165f9081526020819052604090209082900390555b6001600160a01b0382166104ed5760028054829003905561050b565b6001600160a01b0382165f9081526020819052604090208054820190555b816001600160a01b0316836001600160a01b03167fddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef8360405161055091815260200190565b60405180910390a3505050565b80516001600160a01b0381168114610573575f5ffd5b919050565b634e487b7160e01b5f52604160045260245ffd5b604051601f8201601f191681016001600160401b03811182821017156105b4576105b4610578565b604052919050565b5f6001600160401b038211156105d4576105d4610578565b5060051b60200190565b5f82601f8301126105ed575f5ffd5b81516106006105fb826105bc565b61058c565b8082825260208201915060208360051b860101925085831115610621575f5ffd5b602085015b83811015610645576106378161055d565b835260209283019201610626565b5095945050505050565b5f5f5f5f5f60a08688031215610663575f5ffd5b61066c8661055d565b6020870151604088015191965094506001600160401b0381111561068e575f5ffd5b61069a888289016105de565b606088015190945090506001600160401b038111156106b7575f5ffd5b6106c3888289016105de565b608088015190935090506001600160401b038111156106e0575f5ffd5b8601601f810188136106f0575f5ffd5b80516106fe6105fb826105bc565b8082825260208201915060208360051b85010192508a83111561071f575f5ffd5b6020840193505b82841015610741578351825260209384019390910190610726565b809450505050509295509295909350565b600181811c9082168061076657607f821691505b60208210810361078457634e487b7160e01b5f52602260045260245ffd5b50919050565b601f8211156103cf57828211156103cf57805f5260205f20601f840160051c60208510156107b557505f5b90810190601f840160051c035f5b818110156107d8575f838201556001016107c3565b505050505050565b81516001600160401b038111156107f9576107f9610578565b61080d816108078454610752565b8461078a565b6020601f82116001811461083f575f83156108285750848201515b5f19600385901b1c1916600184901b178455610430565b5f84815260208120601f198516915b8281101561086e578785015182556020948501946001909201910161084e565b508482101561088b57868401515f19600387901b60f8161c191681555b50505050600190811b01905550565b634e487b7160e01b5f52603260045260245ffd5b602081525f82518060208401528060208501604085015e5f604082850101526040601f19601f83011684010191505092915050565b80516020808301519190811015610784575f1960209190910360031b1b16919050565b8082018082111561038657634e487b7160e01b5f52601160045260245ffd5b60805160a05160c05160e051610100516101205161014051610160516118506109875f395f610da001525f610d7501525f610c0301525f610bdb01525f610b3601525f610b6001525f610b8a01525f8181610245015261126c01526118505ff3fe608060405234801561000f575f5ffd5b5060043610610184575f3560e01c806340c10f19116100dd578063a217fddf11610088578063d539139311610063578063d539139314610374578063d547741f1461039b578063dd62ed3e146103ae575f5ffd5b8063a217fddf14610347578063a9059cbb1461034e578063d505accf14610361575f5ffd5b806384b0196e116100b857806384b0196e146102df57806391d14854146102fa57806395d89b411461033f575f5ffd5b806340c10f191461028457806370a08231146102975780637ecebe00146102cc575f5ffd5b8063248a9ca31161013d578063355274ea11610118578063355274ea146102435780633644e5151461026957806336568abe14610271575f5ffd5b8063248a9ca3146101fd5780632f2ff15d1461021f578063313ce56714610234575f5ffd5b8063095ea7b31161016d578063095ea7b3146101c557806318160ddd146101d857806323b872dd146101ea575f5ffd5b806301ffc9a71461018857806306fdde03146101b0575b5f5ffd5b61019b6101963660046114be565b6103f3565b60405190151581526020015b60405180910390f35b6101b861048b565b6040516101a79190611550565b61019b6101d336600461158a565b61051b565b6002545b6040519081526020016101a7565b61019b6101f83660046115b2565b610532565b6101dc61020b3660046115ec565b5f9081526008602052604090206001015490565b61023261022d366004611603565b610555565b005b604051601281526020016101a7565b7f00000000000000000000000000000000000000000000000000000000000000006101dc565b6101dc61057f565b61023261027f366004611603565b61058d565b61023261029236600461158a565b6105eb565b6101dc6102a536600461162d565b73ffffffffffffffffffffffffffffffffffffffff165f9081526020819052604090205490565b6101dc6102da36600461162d565b61061f565b6102e7610649565b6040516101a79796959493929190611646565b61019b610308366004611603565b5f91825260086020908152604080842073ffffffffffffffffffffffffffffffffffffffff93909316845291905290205460ff1690565b6101b86106a7565b6101dc5f81565b61019b61035c36600461158a565b6106b6565b61023261036f366004611705565b6106c3565b6101dc7f9f2df0fed2c77648de5860a4cc508cd0818c85b8b8a1ab4ceeef8d981c8956a681565b6102326103a9366004611603565b610871565b6101dc6103bc366004611772565b73ffffffffffffffffffffffffffffffffffffffff9182165f90815260016020908152604080832093909416825291909152205490565b5f7fffffffff0000000000000000000000000000000000000000000000000000000082167f7965db0b00000000000000000000000000000000000000000000000000000000148061048557507f01ffc9a7000000000000000000000000000000000000000000000000000000007fffffffff000000000000000000000000000000000000000000000000000000008316145b92915050565b60606003805461049a9061179a565b80601f01602080910402602001604051908101604052809291908181526020018280546104c69061179a565b80156105115780601f106104e857610100808354040283529160200191610511565b820191905f5260205f20905b8154815290600101906020018083116104f457829003601f168201915b5050505050905090565b5f33610528818585610895565b5060019392505050565b5f3361053f8582856108a2565b61054a85858561096a565b506001949350505050565b5f8281526008602052604090206001015461056f81610a13565b6105798383610a20565b50505050565b5f610588610b1d565b905090565b73ffffffffffffffffffffffffffffffffffffffff811633146105dc576040517f6697b23200000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b6105e68282610c53565b505050565b7f9f2df0fed2c77648de5860a4cc508cd0818c85b8b8a1ab4ceeef8d981c8956a661061581610a13565b6105e68383610d10565b73ffffffffffffffffffffffffffffffffffffffff81165f90815260076020526040812054610485565b5f6060805f5f5f606061065a610d6e565b610662610d99565b604080515f808252602082019092527f0f000000000000000000000000000000000000000000000000000000000000009b939a50919850469750309650945092509050565b60606004805461049a9061179a565b5f3361052881858561096a565b83421115610705576040517f62791302000000000000000000000000000000000000000000000000000000008152600481018590526024015b60405180910390fd5b5f7f6e71edae12b1b97f4d1f60370fef10105fa2faae0126114a169c64845d6126c988888861075d8c73ffffffffffffffffffffffffffffffffffffffff165f90815260076020526040902080546001810190915590565b60408051602081019690965273ffffffffffffffffffffffffffffffffffffffff94851690860152929091166060840152608083015260a082015260c0810186905260e0016040516020818303038152906040528051906020012090505f6107c482610dc4565b90505f6107d382878787610e0b565b90508973ffffffffffffffffffffffffffffffffffffffff168173ffffffffffffffffffffffffffffffffffffffff161461085a576040517f4b800e4600000000000000000000000000000000000000000000000000000000815273ffffffffffffffffffffffffffffffffffffffff80831660048301528b1660248201526044016106fc565b6108658a8a8a610895565b50505050505050505050565b5f8281526008602052604090206001015461088b81610a13565b6105798383610c53565b6105e68383836001610e37565b73ffffffffffffffffffffffffffffffffffffffff8381165f908152600160209081526040808320938616835292905220547fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff811015610579578181101561095c576040517ffb8f41b200000000000000000000000000000000000000000000000000000000815273ffffffffffffffffffffffffffffffffffffffff8416600482015260248101829052604481018390526064016106fc565b61057984848484035f610e37565b73ffffffffffffffffffffffffffffffffffffffff83166109b9576040517f96c6fd1e0000000000000000000000000000000000000000000000000000000081525f60048201526024016106fc565b73ffffffffffffffffffffffffffffffffffffffff8216610a08576040517fec442f050000000000000000000000000000000000000000000000000000000081525f60048201526024016106fc565b6105e6838383610f7c565b610a1d8133610f87565b50565b5f82815260086020908152604080832073ffffffffffffffffffffffffffffffffffffffff8516845290915281205460ff16610b16575f83815260086020908152604080832073ffffffffffffffffffffffffffffffffffffffff86168452909152902080547fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff00166001179055610ab43390565b73ffffffffffffffffffffffffffffffffffffffff168273ffffffffffffffffffffffffffffffffffffffff16847f2f8788117e7eff1d82e926ec794901d17c78024a50270940304540a733656f0d60405160405180910390a4506001610485565b505f610485565b5f3073ffffffffffffffffffffffffffffffffffffffff7f000000000000000000000000000000000000000000000000000000000000000016148015610b8257507f000000000000000000000000000000000000000000000000000000000000000046145b15610bac57507f000000000000000000000000000000000000000000000000000000000000000090565b610588604080517f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f60208201527f0000000000000000000000000000000000000000000000000000000000000000918101919091527f000000000000000000000000000000000000000000000000000000000000000060608201524660808201523060a08201525f9060c00160405160208183030381529060405280519060200120905090565b5f82815260086020908152604080832073ffffffffffffffffffffffffffffffffffffffff8516845290915281205460ff1615610b16575f83815260086020908152604080832073ffffffffffffffffffffffffffffffffffffffff8616808552925280832080547fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff0016905551339286917ff6391f5c32d9c69d2a47ea670b442974b53935d1edc7fd64eb21e047a839171b9190a4506001610485565b73ffffffffffffffffffffffffffffffffffffffff8216610d5f576040517fec442f050000000000000000000000000000000000000000000000000000000081525f60048201526024016106fc565b610d6a5f8383610f7c565b5050565b60606105887f000000000000000000000000000000000000000000000000000000000000000061100e565b60606105887f000000000000000000000000000000000000000000000000000000000000000061100e565b5f610485610dd0610b1d565b836040517f19010000000000000000000000000000000000000000000000000000000000008152600281019290925260228201526042902090565b5f5f5f5f610e1b8888888861104b565b925092509250610e2b828261113e565b50909695505050505050565b73ffffffffffffffffffffffffffffffffffffffff8416610e86576040517fe602df050000000000000000000000000000000000000000000000000000000081525f60048201526024016106fc565b73ffffffffffffffffffffffffffffffffffffffff8316610ed5576040517f94280d620000000000000000000000000000000000000000000000000000000081525f60048201526024016106fc565b73ffffffffffffffffffffffffffffffffffffffff8085165f9081526001602090815260408083209387168352929052208290558015610579578273ffffffffffffffffffffffffffffffffffffffff168473ffffffffffffffffffffffffffffffffffffffff167f8c5be1e5ebec7d5bd14f71427d1e84f3dd0314c0f7b2291e5b200ac8c7c3b92584604051610f6e91815260200190565b60405180910390a350505050565b6105e6838383611241565b5f82815260086020908152604080832073ffffffffffffffffffffffffffffffffffffffff8516845290915290205460ff16610d6a576040517fe2517d3f00000000000000000000000000000000000000000000000000000000815273ffffffffffffffffffffffffffffffffffffffff82166004820152602481018390526044016106fc565b60605f61101a836112d7565b6040805160208082528183019092529192505f91906020820181803683375050509182525060208101929092525090565b5f80807f7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a084111561108457505f91506003905082611134565b604080515f808252602082018084528a905260ff891692820192909252606081018790526080810186905260019060a0016020604051602081039080840390855afa1580156110d5573d5f5f3e3d5ffd5b50506040517fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0015191505073ffffffffffffffffffffffffffffffffffffffff811661112b57505f925060019150829050611134565b92505f91508190505b9450945094915050565b5f826003811115611151576111516117eb565b0361115a575050565b600182600381111561116e5761116e6117eb565b036111a5576040517ff645eedf00000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b60028260038111156111b9576111b96117eb565b036111f3576040517ffce698f7000000000000000000000000000000000000000000000000000000008152600481018290526024016106fc565b6003826003811115611207576112076117eb565b03610d6a576040517fd78bce0c000000000000000000000000000000000000000000000000000000008152600481018290526024016106fc565b61124c838383611317565b73ffffffffffffffffffffffffffffffffffffffff83166105e6576002547f000000000000000000000000000000000000000000000000000000000000000090818111156112d0576040517f9e79f85400000000000000000000000000000000000000000000000000000000815260048101829052602481018390526044016106fc565b5050505050565b5f60ff8216601f811115610485576040517fb3512b0c00000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b73ffffffffffffffffffffffffffffffffffffffff831661134e578060025f8282546113439190611818565b909155506113fe9050565b73ffffffffffffffffffffffffffffffffffffffff83165f90815260208190526040902054818110156113d3576040517fe450d38c00000000000000000000000000000000000000000000000000000000815273ffffffffffffffffffffffffffffffffffffffff8516600482015260248101829052604481018390526064016106fc565b73ffffffffffffffffffffffffffffffffffffffff84165f9081526020819052604090209082900390555b73ffffffffffffffffffffffffffffffffffffffff821661142757600280548290039055611452565b73ffffffffffffffffffffffffffffffffffffffff82165f9081526020819052604090208054820190555b8173ffffffffffffffffffffffffffffffffffffffff168373ffffffffffffffffffffffffffffffffffffffff167fddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef836040516114b191815260200190565b60405180910390a3505050565b5f602082840312156114ce575f5ffd5b81357fffffffff00000000000000000000000000000000000000000000000000000000811681146114fd575f5ffd5b9392505050565b5f81518084528060208401602086015e5f6020828601015260207fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0601f83011685010191505092915050565b602081525f6114fd6020830184611504565b803573ffffffffffffffffffffffffffffffffffffffff81168114611585575f5ffd5b919050565b5f5f6040838503121561159b575f5ffd5b6115a483611562565b946020939093013593505050565b5f5f5f606084860312156115c4575f5ffd5b6115cd84611562565b92506115db60208501611562565b929592945050506040919091013590565b5f602082840312156115fc575f5ffd5b5035919050565b5f5f60408385031215611614575f5ffd5b8235915061162460208401611562565b90509250929050565b5f6020828403121561163d575f5ffd5b6114fd82611562565b7fff000000000000000000000000000000000000000000000000000000000000008816815260e060208201525f61168060e0830189611504565b82810360408401526116928189611504565b6060840188905273ffffffffffffffffffffffffffffffffffffffff8716608085015260a0840186905283810360c0850152845180825260208087019350909101905f5b818110156116f45783518352602093840193909201916001016116d6565b50909b9a5050505050505050505050565b5f5f5f5f5f5f5f60e0888a03121561171b575f5ffd5b61172488611562565b965061173260208901611562565b95506040880135945060608801359350608088013560ff81168114611755575f5ffd5b9699959850939692959460a0840135945060c09093013592915050565b5f5f60408385031215611783575f5ffd5b61178c83611562565b915061162460208401611562565b600181811c908216806117ae57607f821691505b6020821081036117e5577f4e487b71000000000000000000000000000000000000000000000000000000005f52602260045260245ffd5b50919050565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52602160045260245ffd5b80820180821115610485577f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd",
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
