package io.millrace.state.memory;

import io.millrace.state.StoreContract;
import io.millrace.state.StoreEngine;

class MemoryStoresTest extends StoreContract {
    @Override
    protected StoreEngine newEngine() {
        return new MemoryStores();
    }
}
