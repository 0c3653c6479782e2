//go:build !purego

#include "textflag.h"

// func unescapeAVX512(out, text *byte, n int, letters *[128]byte) (written, read int)
TEXT ·unescapeAVX512(SB), NOSPLIT, $0-48
	MOVQ out+0(FP), DI
	MOVQ text+8(FP), SI
	MOVQ n+16(FP), DX
	MOVQ letters+24(FP), CX
	VMOVDQU64 (CX), Z3
	VMOVDQU64 64(CX), Z4
	MOVQ $'\\', AX
	VPBROADCASTB AX, Z5
	MOVQ $'u', AX
	VPBROADCASTB AX, Z6
	MOVQ $0xaaaaaaaaaaaaaaaa, R11
	XORQ R10, R10 // 1 where the block before ends in a backslash that begins an escape
	MOVQ $-1, R9  // the bytes of the block

block:
	CMPQ DX, $64
	JAE  load
	BZHIQ DX, R9, R9

load:
	KMOVQ R9, K1
	VMOVDQU8.Z (SI), K1, Z0
	VPCMPEQB Z5, Z0, K2
	KMOVQ K2, AX
	MOVQ AX, BX
	ORQ  R10, BX
	JZ   plain

	// Which backslashes begin an escape, AX, and which bytes are what follows
	// them, BX: of a row of backslashes every second one begins one (as simdjson
	// tells it, by a subtraction that carries over the row).
	ANDNQ AX, R10, R8
	LEAQ (R8)(R8*1), CX
	ORQ  R11, CX
	SUBQ R8, CX
	XORQ R11, CX
	XORQ CX, BX
	ANDQ CX, AX
	VPCMPEQB Z6, Z0, K3
	KMOVQ K3, CX
	ANDQ BX, CX
	JNZ  long

	MOVQ AX, R10
	SHRQ $63, R10
	VMOVDQU64 Z0, Z1
	VPERMI2B Z4, Z3, Z1
	KMOVQ BX, K4
	VMOVDQU8 Z1, K4, Z0
	ANDNQ R9, AX, AX
	KMOVQ AX, K5
	VPCOMPRESSB.Z Z0, K5, Z0
	VMOVDQU64 Z0, (DI)
	POPCNTQ AX, AX
	ADDQ AX, DI

next:
	ADDQ $64, SI
	SUBQ $64, DX
	JA   block
	ADDQ DX, SI // all has been read

done:
	SUBQ out+0(FP), DI
	MOVQ DI, written+32(FP)
	SUBQ text+8(FP), SI
	MOVQ SI, read+40(FP)
	VZEROUPPER
	RET

plain:
	VMOVDQU64 Z0, (DI)
	POPCNTQ R9, AX
	ADDQ AX, DI
	JMP  next

	// What stands before the first escape of more than a letter, CX, is the end
	// of what is read.
long:
	TZCNTQ CX, CX
	DECQ CX // its backslash; -1 where that is in the block before
	ADDQ CX, SI
	MOVQ $0, R8
	TESTQ CX, CX
	JS   done
	MOVQ $-1, R8
	BZHIQ CX, R8, R8
	VMOVDQU64 Z0, Z1
	VPERMI2B Z4, Z3, Z1
	KMOVQ BX, K4
	VMOVDQU8 Z1, K4, Z0
	ANDNQ R8, AX, AX
	KMOVQ AX, K5
	VPCOMPRESSB.Z Z0, K5, Z0
	VMOVDQU64 Z0, (DI)
	POPCNTQ AX, AX
	ADDQ AX, DI
	JMP  done

// func stopsAVX512(ends, escapes *uint64, text *byte, n int, letters *[128]byte) (high uint64)
TEXT ·stopsAVX512(SB), NOSPLIT, $0-48
	MOVQ ends+0(FP), DI
	MOVQ escapes+8(FP), R8
	MOVQ text+16(FP), SI
	MOVQ n+24(FP), DX
	MOVQ letters+32(FP), CX
	VMOVDQU64 (CX), Z3
	VMOVDQU64 64(CX), Z4
	MOVQ $'\\', AX
	VPBROADCASTB AX, Z5
	MOVQ $'"', AX
	VPBROADCASTB AX, Z6
	MOVQ $' ', AX
	VPBROADCASTB AX, Z7
	VPXORQ Z8, Z8, Z8 // all bytes seen
	MOVQ $0xaaaaaaaaaaaaaaaa, R11
	XORQ R10, R10 // 1 where the block before ends in a backslash that begins an escape
	MOVQ $-1, R9  // the bytes of the block

block:
	CMPQ DX, $64
	JAE  load
	BZHIQ DX, R9, R9

load:
	KMOVQ R9, K1
	VMOVDQU8.Z (SI), K1, Z0
	VPORQ Z0, Z8, Z8
	VPCMPEQB Z5, Z0, K2
	VPCMPEQB Z6, Z0, K3
	VPCMPUB $1, Z7, Z0, K1, K4
	KMOVQ K2, AX
	KMOVQ K3, CX  // quotes
	KMOVQ K4, R12 // control characters
	XORQ R13, R13 // backslashes that begin escapes
	MOVQ AX, BX
	ORQ  R10, BX
	JZ   store

	// As in unescapeAVX512: R13 begin escapes, BX follow them.
	ANDNQ AX, R10, AX
	LEAQ (AX)(AX*1), R13
	ORQ  R11, R13
	SUBQ AX, R13
	XORQ R11, R13
	XORQ R13, BX
	KMOVQ K2, AX
	ANDQ AX, R13
	MOVQ R13, R10
	SHRQ $63, R10

	// Of those that follow, AX are no letters of escapes of one letter.
	VMOVDQU64 Z0, Z1
	VPERMI2B Z4, Z3, Z1
	VPTESTMB Z1, Z1, K5
	VPMOVB2M Z0, K6
	KANDNQ K5, K6, K5
	KMOVQ K5, AX
	ANDNQ BX, AX, AX
	ANDNQ CX, BX, CX
	BTQ  $0, AX
	JCC  inside
	MOVQ $0x8000000000000000, BX
	ORQ  BX, -8(DI) // its backslash is in the word before

inside:
	SHRQ $1, AX
	ORQ  AX, CX

store:
	ORQ  R12, CX
	MOVQ CX, (DI)
	MOVQ R13, (R8)
	ADDQ $8, DI
	ADDQ $8, R8
	ADDQ $64, SI
	SUBQ $64, DX
	JA   block

	VPMOVB2M Z8, K1
	KMOVQ K1, AX
	MOVQ AX, high+40(FP)
	VZEROUPPER
	RET
