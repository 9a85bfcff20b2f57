// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice What a node has, or an order takes. One storage slot.
struct Resources {
    uint32 cpuMilli; // thousandths of a core
    uint32 memoryMiB; // MiB
    uint32 diskMiB; // MiB
    uint40 trafficMiB; // MiB in and out over the life of an order; below 2^36
    uint16 gpu; // whole devices; below 2^12
    bytes12 gpuModel; // ASCII, zero padded; of a node: zero when gpu is zero; of an order: zero takes any
}

/// @title IRegistry
/// @author Berth
/// @notice Where nodes enter themselves: operator key, resources, endpoint. Only a node's own wallet changes its entry.
interface IRegistry {
    /// @notice A node's entry as read from outside.
    struct Node {
        address operator; // hot key that signs quotes and activates; zero: only the node's own wallet
        uint96 minStake; // least stake of a user for probation, as told; a quote's own binds. Token units
        Resources total;
        Resources reserved; // gpuModel is always that of total
        bool paused; // takes no new orders
        uint40 registeredAt; // Unix seconds, zero: not registered, or gone
        uint24 live; // orders that hold a part of it
        uint32 epoch; // quotes of any other are void; from 1, zero: never registered
        string endpoint; // host:port, no scheme
        string metadataURI;
    }

    /// @notice A node entered itself, or changed its entry.
    /// @param node the node's wallet
    /// @param operator its operator key, zero: none
    /// @param total all that it has
    /// @param minStake least stake of a user for probation, token units
    /// @param endpoint host:port
    /// @param metadataURI where more is told
    event NodeRegistered(
        address indexed node,
        address indexed operator,
        Resources total,
        uint96 minStake,
        string endpoint,
        string metadataURI
    );
    /// @notice A node closed for new orders, or opened.
    /// @param node the node's wallet
    /// @param paused whether it is closed now
    event NodePaused(address indexed node, bool paused);
    /// @notice A node named another operator key.
    /// @param node the node's wallet
    /// @param operator the key, zero: none
    event OperatorChanged(address indexed node, address indexed operator);
    /// @notice All quotes of a node so far are void: it named an operator key, asked for it, or left. The first
    /// registration begins the first epoch.
    /// @param node the node's wallet
    /// @param epoch what quotes must carry from now on
    event EpochBegan(address indexed node, uint32 epoch);
    /// @notice A node took its entry out.
    /// @param node the node's wallet
    event NodeLeft(address indexed node);

    /// @notice No such node.
    /// @param node the wallet
    error Registry_NotRegistered(address node);
    /// @notice The node takes no new orders.
    /// @param node the wallet
    error Registry_Paused(address node);
    /// @notice Only the market may do this.
    /// @param caller who tried
    error Registry_OnlyMarket(address caller);
    /// @notice The new totals are less than live orders hold, or change the model of GPUs that they hold.
    /// @param total what was asked for
    /// @param reserved what live orders hold
    error Registry_BelowReserved(Resources total, Resources reserved);
    /// @notice The node has not enough of something, or another GPU model.
    /// @param wanted what was asked for
    /// @param free what the node has free
    error Registry_OutOfCapacity(Resources wanted, Resources free);
    /// @notice The endpoint is empty.
    error Registry_EmptyEndpoint();
    /// @notice The endpoint is too long.
    /// @param length bytes
    /// @param limit bytes
    error Registry_EndpointTooLong(uint256 length, uint256 limit);
    /// @notice The metadata URI is too long.
    /// @param length bytes
    /// @param limit bytes
    error Registry_MetadataTooLong(uint256 length, uint256 limit);
    /// @notice A GPU model without a GPU, or a GPU without a model.
    /// @param gpu how many
    /// @param gpuModel which
    error Registry_GpuModel(uint16 gpu, bytes12 gpuModel);
    /// @notice The market's address is zero.
    error Registry_ZeroAddress();
    /// @notice More traffic or more GPUs than an order can say.
    /// @param trafficMiB MiB, below 2^36
    /// @param gpu how many, below 2^12
    error Registry_TooLarge(uint40 trafficMiB, uint16 gpu);
    /// @notice The node has orders that are not ended.
    /// @param node the wallet
    /// @param live how many
    error Registry_LiveOrders(address node, uint24 live);

    /// @notice Enters the caller, or updates its entry (keeps `paused`, `registeredAt` and what is reserved). Another
    /// operator key than before begins an epoch. Who left and comes back has its old place in {nodes}.
    /// @param operator hot key, zero: none
    /// @param total all that the node has
    /// @param minStake least stake of a user for probation, token units
    /// @param endpoint host:port, no scheme
    /// @param metadataURI where more is told, may be empty
    function register(
        address operator,
        Resources calldata total,
        uint96 minStake,
        string calldata endpoint,
        string calldata metadataURI
    ) external;

    /// @notice Names an operator key for the caller's node, and begins an epoch: all quotes so far are void, for ever,
    /// whoever signed them.
    /// @param operator the key, zero: none
    function setOperator(address operator) external;

    /// @notice Closes the caller's node for new orders, or opens it. Orders that are there go on.
    /// @param paused whether it is to be closed
    function setPaused(bool paused) external;

    /// @notice Begins an epoch for the caller's node: all its quotes so far are void. Only the wallet can, so that a
    /// stolen operator key cannot.
    function voidQuotes() external;

    /// @notice Empties the caller's entry, when no order holds a part of it. The wallet can register again.
    function deregister() external;

    /// @notice Market only: takes resources for one order. Reverts when paused, absent, or short.
    /// @param node the node's wallet
    /// @param r what to take
    /// @return operator the node's operator key
    /// @return epoch what the node's quotes must carry
    function reserve(address node, Resources calldata r) external returns (address operator, uint32 epoch);

    /// @notice Market only: gives one order's resources back. Never reverts for a known node.
    /// @param node the node's wallet
    /// @param r what to give back; its model is not looked at
    function release(address node, Resources calldata r) external;

    /// @notice A node's operator key.
    /// @param node_ the node's wallet
    /// @return operator the key; zero: none, or not registered
    function operatorOf(address node_) external view returns (address operator);

    /// @notice What a node's quotes must carry.
    /// @param node_ the node's wallet
    /// @return epoch from 1; zero: never registered
    function epochOf(address node_) external view returns (uint32 epoch);

    /// @notice The only contract that reserves and releases.
    /// @return its address
    function market() external view returns (address);

    /// @notice A node's entry.
    /// @param node_ the node's wallet
    /// @return the entry, all zero if there is none
    function node(address node_) external view returns (Node memory);

    /// @notice How many nodes ever registered.
    /// @return the count
    function nodeCount() external view returns (uint256);

    /// @notice A page of entries in order of first registration. One that left is still there, all zero but its epoch.
    /// @param offset how many to leave out
    /// @param limit how many at most; 100 at most
    /// @return addresses the nodes' wallets
    /// @return entries their entries
    function nodes(uint256 offset, uint256 limit)
        external
        view
        returns (address[] memory addresses, Node[] memory entries);
}
