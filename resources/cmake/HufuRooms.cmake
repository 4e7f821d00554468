# SPDX-License-Identifier: GPL-3.0-or-later
# How a room, a program and a test are declared; every compiler flag of the project stands here.

set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_AUTOMOC ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

option(HUFU_SANITIZE "Build with AddressSanitizer and UndefinedBehaviorSanitizer" OFF)
option(HUFU_FUZZ "Build the libFuzzer targets (needs clang)" OFF)
option(HUFU_BATCHES "Compile the sources of a room a dozen at a time" ON)
option(HUFU_WERROR "Treat warnings as errors" ON)

find_program(CCACHE ccache)
if(CCACHE)
    # What ccache asks for where headers are precompiled.
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE})
endif()

add_library(hufu_flags INTERFACE)
target_include_directories(hufu_flags INTERFACE ${CMAKE_SOURCE_DIR})
# A name of another file of the batch is nothing that could be shadowed.
if(NOT HUFU_BATCHES)
    set(shadow -Wshadow)
elseif(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    set(shadow -Wshadow=local)
endif()
target_compile_options(hufu_flags INTERFACE -Wall -Wextra -Wpedantic ${shadow} -Wnon-virtual-dtor -Woverloaded-virtual
    $<$<BOOL:${HUFU_WERROR}>:-Werror>)
target_compile_definitions(hufu_flags INTERFACE QT_NO_CAST_TO_ASCII QT_NO_KEYWORDS QT_NO_FOREACH)
if(HUFU_SANITIZE)
    # GCC's manual says so itself: what the sanitizers insert makes it see uninitialized values where there are none.
    target_compile_options(hufu_flags INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
        -Wno-maybe-uninitialized)
    target_link_options(hufu_flags INTERFACE -fsanitize=address,undefined)
endif()
if(HUFU_FUZZ)
    # clang 16 reads libstdc++ 12's std::expected only when told that it knows the final concepts; 14 lacks conditionally trivial destructors.
    target_compile_options(hufu_flags INTERFACE -D__cpp_concepts=202002L -Wno-builtin-macro-redefined -Wno-macro-redefined
        -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined)
    target_link_options(hufu_flags INTERFACE -fsanitize=address,undefined)
endif()

# hufu_room(NAME SOURCES … [ALONE sources…] [PUBLIC targets…] [PRIVATE targets…]): a static library hufu_NAME; foreign libraries go to
# PRIVATE so that a room's neighbours do not see them. A room's sources are compiled a dozen at a time, which takes a quarter of the time;
# so names in their unnamed namespaces have to differ, except in those that stand ALONE. The debug preset compiles each by itself.
function(hufu_room name)
    cmake_parse_arguments(ROOM "" "" "SOURCES;ALONE;PUBLIC;PRIVATE" ${ARGN})
    add_library(hufu_${name} STATIC ${ROOM_SOURCES} ${ROOM_ALONE})
    set_target_properties(hufu_${name} PROPERTIES UNITY_BUILD ${HUFU_BATCHES} UNITY_BUILD_BATCH_SIZE 12)
    set_source_files_properties(${ROOM_ALONE} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
    target_link_libraries(hufu_${name} PUBLIC hufu_flags ${ROOM_PUBLIC} PRIVATE ${ROOM_PRIVATE})
endfunction()

# A hundred tests are linked in a third of the time by gold, where the distribution still has it; what is shipped is linked by the usual linker.
include(CheckLinkerFlag)
check_linker_flag(CXX -fuse-ld=gold HUFU_HAS_GOLD)

# ctest ends a test that hangs, after a time that it knows; Qt Test's own watchdog, of five minutes for every function, stays away.
set(HUFU_TEST_ENVIRONMENT QT_QPA_PLATFORM=offscreen QTEST_FUNCTION_TIMEOUT=7200000 HUFU_BIN=${CMAKE_BINARY_DIR}/bin HUFU_SOURCE=${CMAKE_SOURCE_DIR})

# A test's own lines need not be quick, and are compiled in half the time.
set(HUFU_TEST_OPTIONS $<$<CONFIG:RelWithDebInfo>:-O0>)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    list(APPEND HUFU_TEST_OPTIONS -fpch-preprocess) # or ccache cannot see what the precompiled headers hold
endif()

# What nearly every test includes, read once for all of them, which is a third of a test's compiling. The debug preset does without, so that a header that is
# not included where it is used shows there.
if(HUFU_BATCHES AND NOT HUFU_FUZZ)
    file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/testheaders.cpp CONTENT "")
    add_library(hufu_testheaders OBJECT ${CMAKE_BINARY_DIR}/testheaders.cpp)
    set_target_properties(hufu_testheaders PROPERTIES AUTOMOC OFF)
    target_link_libraries(hufu_testheaders PRIVATE hufu_flags Qt6::Core)
    target_compile_options(hufu_testheaders PRIVATE ${HUFU_TEST_OPTIONS} -fPIC)
    target_precompile_headers(hufu_testheaders PRIVATE <algorithm> <chrono> <deque> <expected> <functional> <map> <memory> <mutex> <optional> <ranges> <set> <span>
        <string> <thread> <unordered_map> <variant> <vector> <QByteArray> <QCoreApplication> <QDateTime> <QFile> <QJsonArray> <QJsonDocument> <QJsonObject> <QProcess>
        <QString> <QStringList> <QTemporaryDir> <QVariant>)
endif()

# hufu_test(NAME LINK targets… [LABELS labels…] [TIMEOUT seconds] [SOURCES extra…]): NAME.cpp holds QTEST_*_MAIN.
function(hufu_test name)
    cmake_parse_arguments(TEST "" "TIMEOUT" "LINK;LABELS;SOURCES" ${ARGN})
    if(HUFU_FUZZ)
        return()
    endif()
    # One call of moc for the one file that has a class for it; automoc takes two seconds for each of a hundred and forty tests.
    qt_generate_moc(${name}.cpp ${CMAKE_CURRENT_BINARY_DIR}/${name}.moc TARGET ${name})    # with its definitions: QT_NO_KEYWORDS
    add_executable(${name} ${name}.cpp ${CMAKE_CURRENT_BINARY_DIR}/${name}.moc ${TEST_SOURCES})
    set_target_properties(${name} PROPERTIES AUTOMOC OFF)
    target_include_directories(${name} PRIVATE ${CMAKE_CURRENT_BINARY_DIR})
    if(TARGET hufu_testheaders)
        target_precompile_headers(${name} REUSE_FROM hufu_testheaders)
    endif()
    target_link_libraries(${name} PRIVATE hufu_flags ${TEST_LINK} Qt6::Test)
    target_link_options(${name} PRIVATE $<$<BOOL:${HUFU_HAS_GOLD}>:-fuse-ld=gold>)
    target_compile_options(${name} PRIVATE ${HUFU_TEST_OPTIONS})
    add_test(NAME ${name} COMMAND ${name})
    if(NOT TEST_TIMEOUT)
        set(TEST_TIMEOUT 120)
    endif()
    if(HUFU_SANITIZE)
        math(EXPR TEST_TIMEOUT "4 * ${TEST_TIMEOUT}")    # what the sanitizers look at takes several times as long
    endif()
    if(NOT TEST_LABELS)
        set(TEST_LABELS unit)
    endif()
    # Those that may take long begin first, or the last of them would be waited for by itself.
    set_tests_properties(${name} PROPERTIES LABELS "${TEST_LABELS}" TIMEOUT ${TEST_TIMEOUT} COST ${TEST_TIMEOUT} ENVIRONMENT "${HUFU_TEST_ENVIRONMENT}")
endfunction()

# hufu_long(NAME VARIABLE=VALUE [functions…]): the same test under the label "long", as NAMELong, in an environment that makes it go on for longer; of its
# functions those that are named, or all.
function(hufu_long name more)
    if(HUFU_FUZZ)
        return()
    endif()
    add_test(NAME ${name}Long COMMAND ${name} ${ARGN})
    set_tests_properties(${name}Long PROPERTIES LABELS long TIMEOUT 7200 ENVIRONMENT "${HUFU_TEST_ENVIRONMENT};${more}")
endfunction()

# hufu_fuzz(NAME LINK targets… [SEEDS folder]): NAME.cpp holds LLVMFuzzerTestOneInput; ctest runs it for a few seconds, from seeds/NAME or
# another target's.
function(hufu_fuzz name)
    cmake_parse_arguments(FUZZ "" "SEEDS" "LINK" ${ARGN})
    if(NOT HUFU_FUZZ)
        return()
    endif()
    add_executable(${name} ${name}.cpp)
    target_link_libraries(${name} PRIVATE hufu_flags ${FUZZ_LINK})
    target_link_options(${name} PRIVATE -fsanitize=fuzzer)
    set(corpus ${CMAKE_BINARY_DIR}/corpus/${name})
    file(MAKE_DIRECTORY ${corpus})
    if(NOT FUZZ_SEEDS)
        set(FUZZ_SEEDS ${name})
    endif()
    set(seeds ${CMAKE_CURRENT_SOURCE_DIR}/seeds/${FUZZ_SEEDS})
    if(NOT EXISTS ${seeds})
        set(seeds "")
    endif()
    set(common -timeout=10 -rss_limit_mb=2048 -max_len=65536 ${corpus} ${seeds})
    add_test(NAME ${name} COMMAND ${name} -max_total_time=5 ${common})
    set_tests_properties(${name} PROPERTIES LABELS fuzz TIMEOUT 120)
    add_test(NAME ${name}Long COMMAND ${name} -max_total_time=180 ${common})
    set_tests_properties(${name}Long PROPERTIES LABELS "fuzz;long" TIMEOUT 400)
endfunction()
